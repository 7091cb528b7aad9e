import { Inject } from '@nestjs/common';
import type { ClientClass } from '../clients/client-class.js';
import type { HubClientOptions } from '../clients/client-options.js';
import type { AccountTarget } from '../target/account-target.js';
import { getAccountClientToken, getHubClientToken } from './client-tokens.js';

type InjectDecorator = ReturnType<typeof Inject>;

/**
 * Injects the client of a class for a fixed account: `@InjectAccountClient(S3Client, { accountId, region })`.
 * The consumer stays a singleton. A target that cannot be used fails the boot of the application that injects it.
 */
export function InjectAccountClient<T extends object>(
  ClientClass: ClientClass<T>,
  target?: AccountTarget,
): InjectDecorator {
  return Inject(getAccountClientToken(ClientClass, target));
}

/** Injects the hub role's own client of a class: it works in the account that the application itself runs in. */
export function InjectHubClient<T extends object>(
  ClientClass: ClientClass<T>,
  options?: HubClientOptions,
): InjectDecorator {
  return Inject(getHubClientToken(ClientClass, options));
}
