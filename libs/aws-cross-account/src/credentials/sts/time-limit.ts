import type { Clock } from '../clock.js';

const STEP_MS = 100;

/** What a step counts that comes late, because the process was busy or stopped. */
const LATE_STEP = 0.1;

/**
 * Runs a call with a signal that aborts it after a time, and rejects then.
 *
 * The time is counted in small steps, and a step that comes late counts for little. So it is time in which this process could
 * have read an answer: a burst of work that keeps it busy for seconds hardly counts, nor does a suspended machine. One timer
 * of the whole length would fire first thing afterwards, and abort calls whose answers have long arrived.
 */
export async function withTimeLimit<T>(
  ms: number,
  clock: Clock,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let stepsLeft = ms / STEP_MS;
  let lastStep = clock.now();
  const stop = clock.every(STEP_MS, () => {
    const now = clock.now();
    stepsLeft -= now - lastStep > 2 * STEP_MS ? LATE_STEP : 1;
    lastStep = now;
    if (stepsLeft <= 0) controller.abort(new TimeLimitError(ms));
  });
  try {
    return await Promise.race([call(controller.signal), aborted(controller.signal)]);
  } finally {
    stop();
  }
}

/** Rejects when the time is over, also where the call pays no heed to the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as TimeLimitError), { once: true });
  });
}

export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';

  constructor(ms: number) {
    super(`no answer within ${ms / 1000} s`);
  }
}
