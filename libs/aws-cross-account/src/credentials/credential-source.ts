import type { AccountSession } from '../target/role-session.js';
import type { Asked } from './renewal/renewal-port.js';
import type { SessionCredentials } from './session-credentials.js';

/** Where new credentials come from, without a cache. Rejects with a `CrossAccountError`. */
export type CredentialSource<S extends AccountSession = AccountSession> = (
  session: S,
  asked: Asked,
) => Promise<SessionCredentials>;
