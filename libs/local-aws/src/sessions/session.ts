import type { Caller } from '../policy/caller.js';

/** The three parts of a key, as they are handed to a program. */
export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Keys that have been issued, whom they belong to and until when (ms since epoch). */
export interface Session {
  readonly keys: SessionKeys;
  readonly caller: Caller;
  readonly expiresAt: number;
  /** Signing keys derived from the secret, by date, region and service. */
  readonly signingKeys: Map<string, Buffer>;
}
