import type { CredentialCacheStats } from '../credentials/cache/credential-cache-stats.js';

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
  readonly credentials: CredentialCacheStats;
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
