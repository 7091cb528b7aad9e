import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.js';
import { withTimeLimit } from './time-limit.js';

/** A call that ends when it is aborted. */
const untilAborted = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve('aborted'));
  });

describe('a time limit', () => {
  it('aborts the call when its steps are over', async () => {
    const clock = new ManualClock();
    const call = withTimeLimit(3_000, clock, untilAborted);
    clock.tick(29);
    clock.tick(1);
    expect(await call).toBe('aborted');
  });

  it('hardly counts time in which the process was busy, yet ends in the end', async () => {
    const clock = new ManualClock();
    let signal: AbortSignal | undefined;
    const call = withTimeLimit(3_000, clock, (given) => {
      signal = given;
      return untilAborted(given);
    });
    clock.tick(1, 3_600_000);
    clock.tick(290, 500);
    expect(signal?.aborted).toBe(false);
    clock.tick(20, 500);
    expect(await call).toBe('aborted');
  });

  it('leaves no timer behind, whether the call succeeds or fails', async () => {
    const clock = new ManualClock();
    expect(await withTimeLimit(3_000, clock, async () => 'done')).toBe('done');
    await expect(withTimeLimit(3_000, clock, () => Promise.reject(new RangeError('failed')))).rejects.toThrow(
      'failed',
    );
    expect(clock.timers).toBe(0);
  });
});
