import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { InvalidClientClassError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { KnownClasses } from './class-facts.js';
import { type ClientClass, type SdkClient, type SdkClientClass, WrappedClientClass } from './client-class.js';
import { checkClientConfig, givenFields } from './client-config.js';
import { noteFailures } from './client-failure.js';
import type { CredentialRejections } from './credential-rejections.js';
import { letCallersLeave } from './let-callers-leave.js';
import { refuseBearerTokens } from './refuse-bearer-tokens.js';
import { sendAgainWhenRefused } from './send-again.js';
import {
  type ClientConfig,
  type ClientOptions,
  type ClientPlace,
  DEFAULT_MAX_ATTEMPTS,
} from './client-options.js';
import type { Transport } from './transport.js';

export interface ClientIdentity {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  /** Undefined for the hub role's own clients. */
  readonly place: (ClientPlace & { readonly sessionKey: string }) | undefined;
}

/** Builds new clients; what it builds is cached by others. */
export class ClientBuilder {
  readonly #classes = new KnownClasses();

  constructor(
    private readonly options: ClientOptions,
    private readonly transport: Transport,
    private readonly rejections: CredentialRejections,
    /** What AWS's clock is ahead of ours by, in milliseconds, as far as it is known: clients would have to learn it each. */
    private readonly clockOffset: () => number = () => 0,
  ) {}

  /** @throws InvalidClientClassError, InvalidClientConfigError */
  build<T extends object>(
    given: ClientClass<T>,
    identity: ClientIdentity,
    config: ClientConfig | undefined,
  ): T {
    if (!(given instanceof WrappedClientClass))
      return this.#construct(given as SdkClientClass<SdkClient>, identity, config) as T;
    return letCallersLeave(given.wrap(this.#construct(given.client, identity, config)));
  }

  #construct(
    ClientClass: SdkClientClass<SdkClient>,
    { region, credentials, place }: ClientIdentity,
    config: ClientConfig | undefined,
  ): SdkClient {
    checkClientClass(ClientClass);
    const systemClockOffset = this.clockOffset();
    const own = {
      ...(systemClockOffset === 0 ? {} : { systemClockOffset }),
      maxAttempts: this.options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      ...givenFields(this.#defaultsFor(ClientClass, place)),
      ...givenFields(config ?? {}),
      region,
      credentials,
    };
    const handler = (): HttpHandler => this.transport.handlerFor(ClientClass, place?.accountId);
    const { client, facts } = this.#classes.client(ClientClass, own, (complete) =>
      newClient(ClientClass, complete, handler),
    );
    refuseBearerTokens(client);
    noteFailures(client, { region, accountId: place?.accountId });
    if (place && facts.signs) sendAgainWhenRefused(client, this.rejections, place);
    return letCallersLeave(client);
  }

  #defaultsFor(ClientClass: SdkClientClass<SdkClient>, place: ClientPlace | undefined): ClientConfig {
    const { clientDefaults } = this.options;
    if (typeof clientDefaults !== 'function') return clientDefaults ?? {};
    const answer: unknown = clientDefaults(ClientClass, place);
    checkClientConfig(answer, 'clientDefaults()');
    return answer;
  }
}

function newClient(
  ClientClass: SdkClientClass<SdkClient>,
  config: ClientConfig,
  handler: () => HttpHandler,
): SdkClient {
  try {
    const Constructor = ClientClass as new (config: ClientConfig) => SdkClient;
    const client = new Constructor({ ...config, requestHandler: handler() });
    if ('add' in client.middlewareStack) return client;
  } catch (error) {
    throw notBuilt(ClientClass, error instanceof Error ? error.message : 'it threw no error');
  }
  throw notBuilt(ClientClass, 'it has no middleware stack');
}

function notBuilt({ name }: SdkClientClass<SdkClient>, problem: string): InvalidClientClassError {
  return new InvalidClientClassError(
    `${name} cannot be built from a client configuration (${problem.slice(0, 200)}). If it wraps a client, use wrapClient; ` +
      'else look at clientDefaults and at the configuration of this client',
  );
}

/** @throws InvalidClientClassError */
export function checkClientClass(value: unknown): void {
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  if (typeof prototype === 'object' && prototype !== null && 'send' in prototype) return;
  const name = typeof value === 'function' && value.name ? value.name : describeValue(value);
  throw new InvalidClientClassError(`${name} has no method send`);
}
