import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FactoryClosedError } from '../../errors/client.errors.js';
import { StsBusyError } from '../../errors/credential.errors.js';
import { settled } from '../testing/manual-clock.js';
import { Office, type Outcome, SECOND } from '../testing/office.js';
import type { Urgency } from './pace.js';

/** The most calls that fell into one second. */
function mostInASecond(calls: readonly Outcome[]): number {
  let first = 0;
  return calls.reduce((most, { at }, index) => {
    while (at - (calls[first]?.at ?? at) >= SECOND) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

describe('the pace of one process', () => {
  it("stays within STS's own 600 calls a second also in the second after an idle one, whatever is called for", async () => {
    const office = new Office();
    office.call('renewal', 3_000);
    office.call('first-use', 3_000);
    office.call('retry', 3_000);
    await office.clock.pass(5 * SECOND);
    expect(mostInASecond(office.served)).toBeLessThanOrEqual(600);
    expect(office.served.length).toBeGreaterThan(5 * 360);
  });

  it('serves 5,000 first uses within 30 s, and never more than the rate in any second', async () => {
    const office = new Office();
    office.call('first-use', 5_000);
    await office.clock.pass(30 * SECOND);
    expect(office.served).toHaveLength(5_000);
    expect(mostInASecond(office.served)).toBeLessThanOrEqual(360);
    expect(office.clock.timers).toBe(0);
  });

  it('serves at one call a second as many as it can, and sends the others away after 30 s', async () => {
    const office = new Office({ callsPerSecond: 1 });
    office.call('first-use', 5_000);
    await office.clock.pass(40 * SECOND);
    expect(office.served).toHaveLength(16);
    expect(mostInASecond(office.served)).toBe(1);
    expect(office.refused).toHaveLength(5_000 - 16);
    expect(office.refused.every(({ at, error }) => at === 30 * SECOND && error instanceof StsBusyError)).toBe(
      true,
    );
    expect(office.clock.timers).toBe(0);
  });

  it('goes on where it shares a slow rate with many others', async () => {
    const office = new Office({ callsPerSecond: 0.1 });
    office.call('renewal', 3);
    await office.clock.pass(20 * SECOND + 2);
    expect(office.served.map(({ at }) => Math.round(at / SECOND))).toEqual([0, 10, 20]);
  });

  it('keeps to its rate after the first second, whoever comes when, and leaves nobody waiting for ever', async () => {
    const arrivals = fc.array(
      fc.record({
        urgency: fc.constantFrom<Urgency>('renewal', 'first-use', 'patient'),
        count: fc.integer({ min: 1, max: 40 }),
        thenMs: fc.integer({ min: 0, max: 4_000 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const rates = fc.constantFrom(0.5, 1, 3, 7.5, 20);
    await fc.assert(
      fc.asyncProperty(rates, arrivals, async (callsPerSecond, groups) => {
        const office = new Office({ callsPerSecond });
        for (const { urgency, count, thenMs } of groups) {
          office.call(urgency, count);
          await office.clock.pass(thenMs);
        }
        await office.clock.pass(31 * SECOND);
        const asked = groups.reduce((sum, { count }) => sum + count, 0);
        expect(office.outcomes).toHaveLength(asked);
        // What is held when it begins, and what comes in during the second.
        expect(mostInASecond(office.served)).toBeLessThanOrEqual(
          Math.ceil(Math.max(1, callsPerSecond)) + callsPerSecond,
        );
        expect(office.clock.timers).toBe(0);
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it('leaves no timer behind when nobody waits, and one when many do', async () => {
    const office = new Office({ callsPerSecond: 3 });
    office.call('renewal', 2);
    await settled();
    expect(office.clock.timers).toBe(0);
    office.call('renewal', 5);
    expect(office.clock.timers).toBe(1);
    await office.clock.pass(3 * SECOND);
    expect(office.served).toHaveLength(7);
    expect(office.clock.timers).toBe(0);
  });
});

describe('the queue', () => {
  it('is served in the order in which calls came', async () => {
    const office = new Office({ callsPerSecond: 4 });
    const order: number[] = [];
    for (let index = 0; index < 40; index += 1)
      void office.pace.acquire('renewal').then(() => order.push(index));
    await office.clock.pass(10 * SECOND);
    expect(order).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('holds 10,000 of a kind, and refuses the next at once', async () => {
    const office = new Office({ callsPerSecond: 1 });
    office.call('renewal', 10_001);
    await settled();
    expect(office.pace.waiting).toBe(10_000);
    expect(office.refused).toEqual([]);
    office.call('renewal');
    await settled();
    expect(office.refused).toMatchObject([{ at: 0, error: { code: 'STS_BUSY', retryable: true } }]);
    expect(String(office.refused[0]?.error)).toContain('10000 calls wait already');
  });

  it('serves those who can be served, though they waited for too long while the process was busy', async () => {
    const office = new Office({ callsPerSecond: 10 });
    office.call('renewal', 25);
    await settled();
    office.clock.advance(60 * SECOND);
    await office.clock.pass(0);
    // 10 / s, of which two thirds are held: 6 at once, and 6 when the process comes back.
    expect(office.served).toHaveLength(12);
    expect(office.refused).toHaveLength(13);
  });
});

describe('a call that goes on', () => {
  it('has its turn before all others, and those before the rest that have less time left', async () => {
    const office = new Office({ callsPerSecond: 3 });
    office.call('renewal', 4);
    const order: number[] = [];
    for (const limit of [9_000, 4_000, 8_000])
      void office.pace.acquire('retry', limit).then(() => order.push(limit));
    office.call('first-use');
    await office.clock.pass(1_100);
    expect(order).toEqual([4_000, 8_000, 9_000]);
    expect(office.servedOf('renewal')).toBe(2);
  });

  it('waits no longer than it may', async () => {
    const office = new Office({ callsPerSecond: 1 });
    const outcomes: unknown[] = [];
    for (const limit of [5_000, 500])
      office.pace.acquire('retry', limit).then(
        () => outcomes.push(limit),
        ({ code }: { code: string }) => outcomes.push(code),
      );
    office.call('renewal');
    await office.clock.pass(600);
    expect(outcomes).toEqual([5_000, 'STS_BUSY']);
  });

  it('and pauses is cut when the pace is closed, and no timer is left', async () => {
    const office = new Office();
    const outcome = Promise.allSettled([office.pace.pause(5_000), office.pace.pause(100)]);
    await office.clock.pass(100);
    office.pace.close();
    expect(await outcome).toMatchObject([
      { status: 'rejected', reason: expect.any(FactoryClosedError) },
      { status: 'fulfilled' },
    ]);
    await expect(office.pace.pause(1)).rejects.toThrow(FactoryClosedError);
    expect(office.clock.timers).toBe(0);
  });
});

describe('a throttle', () => {
  /** At a pace of 64 calls a second, and calls of a second used up. */
  async function busyOffice(): Promise<Office> {
    const office = new Office({ callsPerSecond: 64, queueLimitMs: 10_000 * SECOND });
    office.call('renewal', 10_000);
    await settled();
    return office;
  }

  it('halves the pace, which doubles again after five seconds', async () => {
    const office = await busyOffice();
    office.pace.slowDown();
    expect(await office.servedWithin(5 * SECOND)).toBe(5 * 32);
    expect(await office.servedWithin(5 * SECOND)).toBe(5 * 64);
  });

  it('halves it once a second, however many calls were throttled', async () => {
    const office = await busyOffice();
    for (let time = 0; time < 100; time += 1) office.pace.slowDown();
    expect(await office.servedWithin(SECOND)).toBe(32);
    office.pace.slowDown();
    expect(await office.servedWithin(SECOND)).toBe(16);
  });

  it('that halves nothing still puts the doubling off', async () => {
    const office = await busyOffice();
    office.pace.slowDown();
    await office.clock.pass(900);
    office.pace.slowDown();
    expect(await office.servedWithin(4.5 * SECOND)).toBe(4.5 * 32);
  });

  it('halves the pace right after a doubling, too', async () => {
    const office = await busyOffice();
    office.pace.slowDown();
    await office.clock.pass(5 * SECOND + 100);
    office.pace.slowDown();
    expect(await office.servedWithin(SECOND)).toBe(32);
  });

  it('slows down to a 64th, and recovers by doublings', async () => {
    const office = await busyOffice();
    for (let time = 0; time < 20; time += 1) {
      office.pace.slowDown();
      await office.clock.pass(SECOND);
    }
    office.pace.slowDown();
    const seconds: number[] = [];
    for (let time = 0; time < 7; time += 1) seconds.push(await office.servedWithin(5 * SECOND));
    const expected = [1, 2, 4, 8, 16, 32, 64].map((rate) => rate * 5);
    for (const [index, count] of seconds.entries())
      expect(Math.abs(count - (expected[index] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('is over after a long while in which nobody called', async () => {
    const office = new Office({ callsPerSecond: 64 });
    for (let time = 0; time < 6; time += 1) {
      office.pace.slowDown();
      office.clock.advance(SECOND);
    }
    office.clock.advance(3_600 * SECOND);
    office.call('renewal', 200);
    await settled();
    expect(office.served).toHaveLength(42);
    expect(await office.servedWithin(SECOND)).toBe(64);
  });

  it('lets those wait who come in time, at one call a second: the pace recovers while they do', async () => {
    const office = new Office({ callsPerSecond: 1 });
    for (let time = 0; time < 6; time += 1) {
      office.pace.slowDown();
      office.clock.advance(SECOND);
    }
    office.call('renewal', 3);
    await office.clock.pass(29 * SECOND);
    expect(office.served).toHaveLength(3);
  });
});

describe('a closed pace', () => {
  it('sends everybody away, and leaves no timer', async () => {
    const office = new Office({ callsPerSecond: 1 });
    office.call('renewal', 3);
    office.call('first-use', 3);
    await settled();
    office.pace.close();
    office.call('renewal');
    await settled();
    expect(office.served).toHaveLength(1);
    expect(office.refused).toHaveLength(6);
    expect(office.refused.every(({ error }) => error instanceof FactoryClosedError)).toBe(true);
    expect(office.pace.waiting).toBe(0);
    expect(office.clock.timers).toBe(0);
  });
});
