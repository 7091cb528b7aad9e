import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ServerTime } from './server-time.js';
import { ManualClock } from './testing/manual-clock.js';

const HOUR = 3_600_000;

function setUp(): { clock: ManualClock; time: ServerTime; header: (aheadMs: number) => string } {
  const clock = new ManualClock();
  const header = (aheadMs: number): string => new Date(clock.now() + aheadMs).toUTCString();
  return { clock, time: new ServerTime(clock), header };
}

describe('the time at AWS', () => {
  it("is this machine's until STS has told it", () => {
    const { clock, time } = setUp();
    expect([time.known, time.offsetMs, time.now()]).toEqual([false, 0, clock.now()]);
  });

  it.each([
    [HOUR, HOUR],
    [-24 * HOUR, -24 * HOUR],
    [3_000, 3_000],
    [2_000, 0],
    [-2_000, 0],
  ])('is learnt from a date that is %i ms ahead: the difference is %i ms', (aheadMs, offsetMs) => {
    const { clock, time, header } = setUp();
    time.learn(header(aheadMs));
    expect([time.known, time.offsetMs, time.now()]).toEqual([true, offsetMs, clock.now() + offsetMs]);
  });

  it('is learnt anew with each answer, so that a clock that is set right does no harm', () => {
    const { clock, time, header } = setUp();
    time.learn(header(HOUR));
    clock.jump(HOUR);
    time.learn(header(0));
    expect(time.offsetMs).toBe(0);
  });

  it('says once that the clock is wrong, as long as it is as wrong as that, and nothing of a few seconds', () => {
    const clock = new ManualClock();
    const wrong: number[] = [];
    const time = new ServerTime(clock, (offsetMs) => wrong.push(offsetMs));
    const learn = (aheadMs: number): void => time.learn(new Date(clock.now() + aheadMs).toUTCString());
    for (const aheadMs of [0, 29_000, HOUR, HOUR, HOUR + 1_000, 0, -HOUR]) learn(aheadMs);
    expect(wrong).toEqual([HOUR, -HOUR]);
  });

  it('is what it was after something that is no date', () => {
    const { time, header } = setUp();
    time.learn(header(HOUR));
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(undefined, null, '', 'soon'), fc.object(), fc.integer()),
        (date) => {
          time.learn(date);
          expect([time.known, time.offsetMs]).toEqual([true, HOUR]);
        },
      ),
    );
  });

  it('is not known from something that is no date', () => {
    const { time } = setUp();
    time.learn('soon');
    expect(time.known).toBe(false);
  });

  it('is not trusted any more when the clock of this machine has been set since', () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 1));
    const time = new ServerTime(clock);
    time.learn(new Date(clock.now() + 7_200_000).toUTCString());
    expect([time.known, time.offsetMs]).toEqual([true, 7_200_000]);
    clock.jump(7_200_000);
    expect([time.known, time.offsetMs, time.now() - clock.now()]).toEqual([false, 0, 0]);
  });
});
