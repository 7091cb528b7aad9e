/** Counts since the start of the application, except where it says "now". Never an account id, a name or a secret. */
export interface FactoryStats {
  readonly clients: {
    /** Kept now. */
    readonly cached: number;
    readonly created: number;
    /** Times that a cached client was handed out. */
    readonly reused: number;
  };
  readonly credentials: {
    /** Sessions whose credentials are kept now. */
    readonly cached: number;
    /** Sessions that wait for STS now. */
    readonly inFlight: number;
    /** Credentials obtained and failures to obtain them; the retries of one attempt are not counted apart. */
    readonly obtained: number;
    readonly failed: number;
  };
}
