/** How the cache of credentials does, in numbers. */
export interface CredentialCacheStats {
  /** Sessions whose credentials are held now. */
  readonly cached: number;
  /** Sessions that were refused, and whose refusal is remembered. */
  readonly denied: number;
  /** Sessions that are being obtained now. */
  readonly inFlight: number;
  /** How often credentials were obtained or could not be, since the start; attempts are not counted apart. */
  readonly obtained: number;
  readonly failed: number;
  /** Of those obtained, how many renewed a session that was held. */
  readonly refreshed: number;
  /** How often credentials were asked for and there at once, had to be waited for, and were refused by a denial that is remembered. */
  readonly hits: number;
  readonly misses: number;
  readonly refused: number;
  /** How often expired credentials were handed out, because STS could not be reached. */
  readonly servedStale: number;
  /** Sessions that made room for others. */
  readonly evicted: number;
}
