import { CrossAccountError, type ErrorPlace } from './cross-account.error.js';

/** An option of a sweep is missing, unknown or malformed, or its results are read in a way that they cannot be. Nothing was started. */
export class InvalidSweepError extends CrossAccountError {
  override readonly name = 'InvalidSweepError';
  readonly code = 'INVALID_SWEEP';

  /** @param problem what was expected, what was got, and what to do */
  constructor(
    readonly option: string,
    problem: string,
  ) {
    super(`AccountSweep: ${option}: ${problem}`);
  }
}

/** A sweep was ended before it was through: by its signal, by whoever read its results, by failFast, or with the application. */
export class SweepCancelledError extends CrossAccountError {
  override readonly name = 'SweepCancelledError';
  readonly code = 'SWEEP_CANCELLED';
  /** Of a target that was at work: whether its function had ended when the sweep let go of it. */
  declare readonly settled?: boolean;

  constructor(
    why: string,
    {
      place,
      settled,
      cause,
    }: { readonly place?: ErrorPlace; readonly settled?: boolean; readonly cause?: unknown } = {},
  ) {
    super(
      `The sweep was ended before it was through: ${why} Targets without a result were not started; to go on, sweep those.`,
      { place, cause, retryable: true },
    );
    if (settled !== undefined) this.settled = settled;
  }
}

/** The function of a sweep took longer than `timeoutMs` for one target. Its signal was aborted with this. */
export class TargetTimeoutError extends CrossAccountError {
  override readonly name = 'TargetTimeoutError';
  readonly code = 'TARGET_TIMED_OUT';

  constructor(
    readonly timeoutMs: number,
    /** Whether the function had ended when its slot was given to the next; if not, it may still be at work. */
    readonly settled: boolean,
    { accountId, region }: ErrorPlace,
  ) {
    super(
      `The work in account ${accountId} in ${region} was not done after ${timeoutMs} ms${settled ? '' : ', and did not heed its signal'}. ` +
        'Give it more time with timeoutMs, or let it pass its signal to all that it waits for.',
      { place: { accountId, region }, retryable: settled },
    );
  }
}
