/** Counts since the start of the application, except where it says "now". Never an account id, a name or a secret. */
export interface FactoryStats {
  readonly clients: {
    /** Kept now. */
    readonly cached: number;
    readonly created: number;
    /** Times that a cached client was handed out. */
    readonly reused: number;
    /** Requests that wait now, because their account has as many under way as it may. */
    readonly waiting: number;
  };
  readonly credentials: {
    /** Sessions whose credentials are kept now. */
    readonly cached: number;
    /** Sessions whose denial is remembered now. */
    readonly denied: number;
    /** Sessions that wait for STS now. */
    readonly inFlight: number;
    /** Credentials obtained and failures to obtain them; the retries of one attempt are not counted apart. */
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
  };
  readonly sts: {
    /** Calls that wait now for their turn at the pace. */
    readonly waiting: number;
    /** Calls of STS; of these, how many it throttled, and how many it did not answer as it should. Each retry is one. */
    readonly attempts: number;
    readonly throttled: number;
    readonly unanswered: number;
    /** How fast this process may call it now. Less than the option says while STS throttles. */
    readonly callsPerSecond: number;
    /** Endpoints that are down now. */
    readonly endpointsDown: number;
    /** By how much AWS's clock is ahead of this machine's, in milliseconds; 0 while they agree within two seconds. */
    readonly clockOffsetMs: number;
  };
}
