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
  };
  readonly sts: {
    /** Calls that wait now for their turn at the pace. */
    readonly waiting: number;
  };
}
