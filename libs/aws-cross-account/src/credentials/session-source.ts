import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { AccountCredentialsError, HubCredentialsError } from '../errors/credential.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { ProvidedSession } from '../target/role-session.js';
import type { AccountOverride } from '../target/target-options.js';
import type { CredentialSource } from './credential-source.js';
import type { SessionCredentials } from './session-credentials.js';
import type { Sts } from './sts.js';

/** The source of every session: AssumeRole, or what the account's override provides. */
export function sessionSource(
  sts: Sts,
  hub: AwsCredentialIdentityProvider,
  overrides: Readonly<Record<string, AccountOverride>> = {},
): CredentialSource {
  return async (session) => {
    if (session.kind === 'assume-role') return sts.assumeRole(session);
    const given = overrides[session.accountId]?.credentials;
    if (given === undefined || given === 'hub-role') return sts.adopt(session, await hub());
    return adoptProvided(sts, session, given);
  };
}

async function adoptProvided(
  sts: Sts,
  session: ProvidedSession,
  provider: AwsCredentialIdentityProvider,
): Promise<SessionCredentials> {
  const identity = await ask(provider, session.accountId);
  try {
    return await sts.adopt(session, identity);
  } catch (error) {
    // STS says that the caller's credentials are no good, and here the caller is not the hub role.
    if (!(error instanceof HubCredentialsError)) throw error;
    throw new AccountCredentialsError(session.accountId, UpstreamError.from(error.cause), error.retryable);
  }
}

async function ask(
  provider: AwsCredentialIdentityProvider,
  accountId: string,
): Promise<AwsCredentialIdentity> {
  try {
    return await provider();
  } catch (error) {
    throw new AccountCredentialsError(accountId, UpstreamError.from(error));
  }
}
