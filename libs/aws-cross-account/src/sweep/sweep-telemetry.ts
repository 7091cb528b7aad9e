/** Where a sweep is at work. */
export interface SweptTarget {
  readonly accountId: string;
  /** Undefined for the module's. */
  readonly region: string | undefined;
}

/** As much of a result as is watched. */
export interface SweptResult {
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly code?: string;
}

/** Who watches what sweeps do, if anybody does. */
export interface SweepTelemetry {
  /** Works a target, with all its attempts, and answers what comes of it. What it rejects with ends the whole sweep. */
  target<R extends SweptResult>(target: SweptTarget, work: () => Promise<R>): Promise<R>;
}
