import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from './backoff.js';

describe('the wait after failed renewals', () => {
  it('is at most 2 s after the first, and doubles up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((failures) => backoff(failures, 1))).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('is shorter where somebody suffers from it', () => {
    expect([1, 2, 3, 20].map((failures) => backoff(failures, 1, 5_000))).toEqual([
      2_000, 4_000, 5_000, 5_000,
    ]);
  });

  it('is spread evenly over all of that, however many have failed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          expect(backoff(failures, random)).toBe(random * backoff(failures, 1));
          expect(backoff(failures, 1)).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });
});
