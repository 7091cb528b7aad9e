import type { AccessRule } from './access-lists.js';
import type { AccountSession } from './role-session.js';

/** An account target with every default applied and every field checked. Equal ones are one object as long as they are cached. */
export interface ResolvedTarget {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly session: AccountSession;
  /** `sessionKey(session)`: what credentials are shared by. */
  readonly sessionKey: string;
  /** The rule that keeps the target out. Those that functions decide are not among them. */
  readonly refusedBy: AccessRule | undefined;
}
