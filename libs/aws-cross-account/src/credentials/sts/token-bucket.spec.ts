import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

/** Takes whatever can be had at each moment, and answers when it was had. */
function takeAll(bucket: TokenBucket, moments: readonly number[]): number[] {
  return moments.flatMap((now) => {
    const taken: number[] = [];
    while (bucket.wait(now) === 0) {
      bucket.take();
      taken.push(now);
    }
    return taken;
  });
}

const rates = fc.double({ min: 0.01, max: 500, noNaN: true });
const moments = fc
  .array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 100 })
  .map((gaps) => {
    let now = 0;
    return gaps.map((gap) => (now += gap));
  });

describe('a token bucket', () => {
  it('begins with one second of calls, at least one, from time 0 on', () => {
    expect(takeAll(new TokenBucket(5, 0), [0])).toHaveLength(5);
    expect(takeAll(new TokenBucket(0.25, 0), [0])).toHaveLength(1);
  });

  it('says how long to wait for the next call, also below one call a second', () => {
    const bucket = new TokenBucket(0.25, 0);
    bucket.take();
    expect(bucket.wait(0)).toBe(4_000);
    expect(bucket.wait(3_000)).toBe(1_000);
    expect(bucket.wait(4_000)).toBe(0);
  });

  it('holds no more after a year than after a second', () => {
    const bucket = new TokenBucket(10, 0);
    expect(takeAll(bucket, [0, 365 * 86_400_000])).toHaveLength(20);
  });

  it('never gives more in any stretch of time than it holds and gains in it', () => {
    fc.assert(
      fc.property(rates, moments, (rate, times) => {
        const taken = takeAll(new TokenBucket(rate, 0), times);
        for (const [first, from] of taken.entries()) {
          const last = taken.length - 1;
          const gained = (((taken[last] ?? 0) - from) / 1_000) * rate;
          expect(last - first + 1).toBeLessThanOrEqual(Math.max(1, rate) + gained + 1e-6);
        }
      }),
    );
  });

  it('gives the next call when the wait is over, give or take what doubles cannot say', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 1e9 }), (rate, start) => {
        const bucket = new TokenBucket(rate, start);
        takeAll(bucket, [start]);
        const wait = bucket.wait(start);
        expect(wait).toBeGreaterThan(0);
        expect(bucket.wait(start + wait + 0.001)).toBe(0);
      }),
    );
  });

  it('loses what it holds beyond a new rate, and gains by the new rate only from then on', () => {
    const bucket = new TokenBucket(100, 0);
    bucket.setRate(10, 0);
    expect(takeAll(bucket, [0])).toHaveLength(10);
    bucket.setRate(100, 500);
    expect(takeAll(bucket, [500])).toHaveLength(5);
    expect(takeAll(bucket, [600])).toHaveLength(10);
  });
});
