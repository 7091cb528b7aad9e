import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { AccountCredentialsError, HubCredentialsError } from '../errors/credential.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { ProvidedSession, RoleSession } from '../target/role-session.js';
import type { AccountOverride } from '../target/target-options.js';
import type { Clock } from './clock.js';
import type { CredentialSource } from './credential-source.js';
import { askProvider } from './provided/ask-provider.js';
import { identityLife } from './provided/identity-life.js';
import type { Windows } from './renewal/refresh-policy.js';
import type { Asked } from './renewal/renewal-port.js';
import type { ServerTime } from './server-time.js';
import type { SessionCredentials } from './session-credentials.js';
import type { Caller, Sts } from './sts/sts.js';

/** How long provided credentials without an expiration are kept before their provider is asked again. */
const HOUR_MS = 3_600_000;

export interface SessionSourceParts {
  readonly sts: Sts;
  readonly hub: Caller;
  /** Who a session of a chain of roles signs as; the same object for the same session. */
  readonly callerOf: (via: RoleSession) => Caller;
  readonly overrides: Readonly<Record<string, AccountOverride>>;
  readonly clock: Clock;
  readonly time: ServerTime;
  readonly windows: Windows;
}

/** The source of every session: AssumeRole, or what the account's override provides. */
export function sessionSource(parts: SessionSourceParts): CredentialSource {
  const { sts, hub, overrides, callerOf } = parts;
  return async (session, asked) => {
    if (session.kind === 'assume-role')
      return sts.assumeRole(session, asked, session.via ? callerOf(session.via) : hub);
    const given = overrides[session.accountId]?.credentials;
    if (given === undefined || given === 'hub-role') return adopt(parts, session, asked, hub);
    return adoptProvided(parts, session, asked, given);
  };
}

function adopt(
  { sts, ...parts }: SessionSourceParts,
  session: ProvidedSession,
  asked: Asked,
  caller: Caller,
): Promise<SessionCredentials> {
  return sts.adopt(session, asked, caller, (identity) => {
    const life = identityLife(identity, parts, HOUR_MS);
    if (!life) throw new AccountCredentialsError(session.accountId, 'they have expired');
    return life;
  });
}

async function adoptProvided(
  parts: SessionSourceParts,
  session: ProvidedSession,
  asked: Asked,
  provider: AwsCredentialIdentityProvider,
): Promise<SessionCredentials> {
  const { accountId } = session;
  const identity = await askProvider(
    provider,
    parts.clock,
    (problem, cause) => new AccountCredentialsError(accountId, problem, cause ? { cause } : {}),
  );
  try {
    return await adopt(parts, session, asked, { get: async () => identity, reject: () => false });
  } catch (error) {
    // STS says that the caller's credentials are no good, and here the caller is not the hub role.
    if (!(error instanceof HubCredentialsError)) throw error;
    const cause = UpstreamError.from(error.cause);
    const { retryable } = error;
    throw new AccountCredentialsError(accountId, `STS answered ${cause.upstreamCode}`, {
      cause,
      retryable,
    });
  }
}
