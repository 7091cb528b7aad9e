import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { AccountCredentialsError, HubCredentialsError } from '../errors/credential.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { ProvidedSession, RoleSession } from '../target/role-session.js';
import type { AccountOverride } from '../target/target-options.js';
import { askProvider } from './ask-provider.js';
import type { Clock } from './clock.js';
import type { CredentialSource } from './credential-source.js';
import type { SessionCredentials } from './session-credentials.js';
import type { Sts } from './sts.js';

/** Answers the credentials of a session that assumes other roles; from the cache, so that one serves them all. */
export type CallerOf = (via: RoleSession) => Promise<AwsCredentialIdentity>;

/** The source of every session: AssumeRole, or what the account's override provides. */
export function sessionSource(
  sts: Sts,
  hub: AwsCredentialIdentityProvider,
  overrides: Readonly<Record<string, AccountOverride>>,
  clock: Clock,
  callerOf: CallerOf,
): CredentialSource {
  return async (session) => {
    if (session.kind === 'assume-role')
      return sts.assumeRole(session, session.via && (await callerOf(session.via)));
    const given = overrides[session.accountId]?.credentials;
    if (given === undefined || given === 'hub-role') return sts.adopt(session, await hub());
    return adoptProvided(sts, session, given, clock);
  };
}

async function adoptProvided(
  sts: Sts,
  session: ProvidedSession,
  provider: AwsCredentialIdentityProvider,
  clock: Clock,
): Promise<SessionCredentials> {
  const { accountId } = session;
  const identity = await askProvider(
    provider,
    clock,
    (problem, cause) => new AccountCredentialsError(accountId, problem, cause ? { cause } : {}),
  );
  try {
    return await sts.adopt(session, identity);
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
