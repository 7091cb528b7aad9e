import type { AccountSession } from '../target/role-session.js';
import type { SessionCredentials } from './session-credentials.js';

/**
 * Where new credentials come from: one call, one answer, no cache and no retry of its own.
 *
 * Rejects with a `CrossAccountError`, whose `retryable` says whether asking again may help.
 */
export type CredentialSource<S extends AccountSession = AccountSession> = (
  session: S,
) => Promise<SessionCredentials>;
