import { CrossAccountError } from '../../errors/cross-account.error.js';
import type { AccountSession } from '../../target/role-session.js';
import type { CredentialEventMap, SessionOfEvent } from '../events.js';

/** What events say of a session: where, and nothing that is secret. */
export function ofSession(session: AccountSession): SessionOfEvent {
  const { accountId } = session;
  return { accountId, roleArn: session.kind === 'assume-role' ? session.roleArn : undefined };
}

/** What events say of a failure. Messages of errors that are not ours may hold anything. */
export function ofFailure(session: AccountSession, error: unknown): CredentialEventMap['wrongAccount'] {
  const known = error instanceof CrossAccountError ? error : undefined;
  return { ...ofSession(session), code: known?.code, message: known?.message ?? 'an unexpected error' };
}
