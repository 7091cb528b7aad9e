import type { CredentialState, Life } from './refresh-policy.js';

/** How a record is at one moment. */
export interface RecordCondition {
  /** Of what it holds; undefined while it holds nothing. */
  readonly state: CredentialState | undefined;
  readonly life: Life | undefined;
  readonly renewing: boolean;
  /** Whether what it holds has expired, and is handed out all the same. */
  readonly stale: boolean;
  /** The last since credentials came. By the wall clock. */
  readonly failure: { readonly error: unknown; readonly at: number } | undefined;
  /** In a row. */
  readonly failures: number;
  /** Before then a use starts no renewal, by the monotonic clock. */
  readonly postponedTo: number | undefined;
}
