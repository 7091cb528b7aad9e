import { AssumeRoleDeniedError, CredentialsExpiredError } from '../../errors/credential.errors.js';
import { UpstreamError } from '../../errors/upstream.error.js';
import { type RoleSession, sessionKey } from '../../target/role-session.js';
import { isDenial, isUnreachable } from '../renewal/unreachable.js';
import type { Caller } from '../sts/sts.js';
import type { CredentialCache } from './credential-cache.js';
import { leastRecentlyUsed } from '../../target/least-recently-used.js';

/** Each has a client of STS of its own. */
const MAX_CALLERS = 1_000;

/**
 * The sessions that assume other roles, as callers of STS. Their credentials come from the cache, so that one session serves all
 * roles that are assumed through it, and is renewed like any other.
 */
export class ViaCallers {
  readonly #callers = leastRecentlyUsed<string, Caller>(MAX_CALLERS);

  constructor(private readonly credentials: () => CredentialCache) {}

  readonly of = (via: RoleSession): Caller => {
    const key = sessionKey(via);
    const known = this.#callers.get(key);
    if (known) return known;
    const caller: Caller = {
      get: () => this.credentials().identity(key, via).catch(asItsOwn),
      reject: (accessKeyId, answer) => this.credentials().reject(key, accessKeyId, answer, STS),
    };
    this.#callers.set(key, caller);
    return caller;
  };
}

/**
 * That the role on the way is denied says nothing of the roles behind it, and is remembered of itself alone. That its key was refused
 * and STS cannot be reached for another says as little.
 */
function asItsOwn(error: unknown): never {
  if (error instanceof CredentialsExpiredError && isUnreachable(error.cause)) throw error.cause;
  if (!isDenial(error)) throw error;
  const { deniedAction, deniedBy, accountId, roleArn, cause } = error;
  throw new AssumeRoleDeniedError(deniedAction, deniedBy, {
    place: { accountId, roleArn },
    cause: cause instanceof UpstreamError ? cause : undefined,
    conclusive: false,
  });
}

/** STS takes keys of any region. */
const STS = 'sts';
