import type { AccountSession } from '../../target/role-session.js';
import { knownError } from '../diagnostics/known-error.js';
import type { CredentialEventMap, SessionOfEvent } from '../events.js';

/** What events say of a session: where, and nothing that is secret. */
export function ofSession(session: AccountSession): SessionOfEvent {
  const { accountId } = session;
  return { accountId, roleArn: session.kind === 'assume-role' ? session.roleArn : undefined };
}

/** What events say of a failure. */
export function ofFailure(session: AccountSession, error: unknown): CredentialEventMap['wrongAccount'] {
  return { ...ofSession(session), ...knownError(error) };
}
