import type { ExecutionContext, Type } from '@nestjs/common';
import type { AccountTarget } from '../../target/account-target.js';

/** Takes a value from a request. May be asynchronous; undefined where the request has none. */
export type FromExecution = (context: ExecutionContext) => unknown;

/**
 * Where a handler works: account and region from the request, or constants; role and session fields are constants. Fields of a
 * handler replace those of its controller, one by one.
 */
export interface AccountScope extends Omit<AccountTarget, 'accountId' | 'region'> {
  accountId?: string | FromExecution | undefined;
  region?: string | FromExecution | undefined;
}

/**
 * Finds the account target of a request, for example that of a tenant in a database: role ARN and external ID included. A provider
 * of the application, given to `@AccountScoped`.
 */
export abstract class AccountTargetResolver {
  /** Whatever it rejects with is the answer to the request. Take from the request what says who asks, and nothing of the role. */
  abstract resolve(context: ExecutionContext): AccountTarget | Promise<AccountTarget>;
}

export type AccountTargetResolverClass = Type<AccountTargetResolver>;

/** What one `@AccountScoped` says. */
export type ScopeLayer = AccountScope | AccountTargetResolverClass;

export function isResolverClass(layer: ScopeLayer): layer is AccountTargetResolverClass {
  return typeof layer === 'function';
}

/** Whether a request chooses the account. */
export function isFromRequest(layer: ScopeLayer): boolean {
  return isResolverClass(layer) || typeof layer.accountId === 'function';
}
