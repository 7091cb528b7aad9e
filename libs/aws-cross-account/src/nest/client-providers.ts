import { type FactoryProvider, Scope } from '@nestjs/common';
import type { ClientClass } from '../clients/client-class.js';
import { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { FollowingClients } from '../context/following-clients.js';
import { type ClientRequest, clientRequests } from './client-tokens.js';

/**
 * Providers for every client that was asked for so far, or only for those of some classes.
 *
 * They are transient, so that Nest runs the factory of a token only for a consumer of this application: a class that is
 * merely loaded, with a target that is wrong or meant for another application, costs nothing and fails nothing. The clients
 * themselves are singletons all the same, since they come from the factory's cache.
 */
export function clientProviders(classes?: readonly ClientClass<object>[]): FactoryProvider<object>[] {
  return [...clientRequests()]
    .filter(([, { ClientClass }]) => !classes || classes.includes(ClientClass))
    .map(([token, request]) => ({
      provide: token,
      scope: Scope.TRANSIENT,
      inject: [CrossAccountClientFactory, FollowingClients],
      useFactory: (factory: CrossAccountClientFactory, following: FollowingClients) =>
        clientFor(request, factory, following),
    }));
}

function clientFor(
  request: ClientRequest,
  factory: CrossAccountClientFactory,
  following: FollowingClients,
): object {
  switch (request.of) {
    case 'account':
      return factory.get(request.ClientClass, request.target);
    case 'hub':
      return factory.getHubClient(request.ClientClass, request.options);
    case 'context':
      return following.get(request.ClientClass, request.overlay);
  }
}
