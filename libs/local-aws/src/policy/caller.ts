import type { Identity } from './identity.js';
import type { Policy } from './policy.js';

/** Who makes a request, with what narrows it. Holds no secret. */
export interface Caller extends Identity {
  /** The inline policy that the session was narrowed with. */
  readonly sessionPolicy?: Policy;
}
