import type { KeyAnswer } from '../credentials/events.js';

/** What the credential cache is told by clients whose service did not take a key. */
export interface CredentialRejections {
  /**
   * A service answered that it does not take this access key.
   *
   * @returns whether asking for credentials again and sending once more can help: also when others have replaced the key
   */
  reject(sessionKey: string, accessKeyId: string, answer: KeyAnswer, region: string): boolean;
  /** Whether by our own clock the key has expired. Also true of one that has been replaced, by whoever was told first. */
  hasExpired(sessionKey: string, accessKeyId: string): boolean;
}
