import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.js';
import { Postponement } from './postponement.js';

function setUp(random = 1): {
  clock: ManualClock;
  outages: { ended: number };
  postponement: Postponement;
  overAfter: (ms: number) => boolean;
} {
  const clock = new ManualClock(undefined, () => random);
  const outages = { ended: 0 };
  const postponement = new Postponement(clock, () => outages.ended);
  const overAfter = (ms: number): boolean => {
    clock.advance(ms);
    return postponement.over;
  };
  return { clock, outages, postponement, overAfter };
}

describe('a renewal', () => {
  it('is not put off before it has failed, also where outages have ended before', () => {
    const { postponement, outages } = setUp();
    outages.ended = 3;
    expect([postponement.over, postponement.failures]).toEqual([true, 0]);
  });

  it('is put off for longer with each failure', () => {
    const { postponement, overAfter } = setUp();
    for (const longest of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      postponement.afterFailure(false);
      expect([overAfter(longest - 1), overAfter(1)]).toEqual([false, true]);
    }
    expect(postponement.failures).toBe(7);
  });

  it('is put off for 5 s at most while somebody suffers from it', () => {
    const { postponement, overAfter } = setUp();
    for (let failure = 0; failure < 10; failure += 1) postponement.afterFailure(true);
    expect([overAfter(4_999), overAfter(1)]).toEqual([false, true]);
  });

  it('is put off for a random part of that', () => {
    const { postponement, overAfter } = setUp(0.25);
    postponement.afterFailure(false);
    expect([overAfter(499), overAfter(1)]).toEqual([false, true]);
  });

  it('may be tried at once when an outage has ended since, and is put off again when that fails', () => {
    const { postponement, outages } = setUp();
    postponement.afterFailure(false);
    outages.ended += 1;
    expect(postponement.over).toBe(true);
    postponement.afterFailure(false);
    expect(postponement.over).toBe(false);
  });

  it('that was put off until a certain time is not tried before, though an outage ends', () => {
    const { clock, postponement, outages, overAfter } = setUp();
    postponement.afterFailure(false);
    postponement.until(clock.monotonic() + 30_000);
    outages.ended += 1;
    expect([overAfter(29_999), overAfter(1)]).toEqual([false, true]);
    expect(postponement.failures).toBe(1);
  });

  it('is put off no more once it has succeeded', () => {
    const { postponement, overAfter } = setUp();
    for (let failure = 0; failure < 5; failure += 1) postponement.afterFailure(false);
    postponement.clear();
    expect([postponement.over, postponement.failures]).toEqual([true, 0]);
    postponement.afterFailure(false);
    expect([overAfter(1_999), overAfter(1)]).toEqual([false, true]);
  });
});
