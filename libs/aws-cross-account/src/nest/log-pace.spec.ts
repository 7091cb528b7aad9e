import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../credentials/testing/manual-clock.js';
import { LogPace } from './log-pace.js';

const NOTHING = { alike: 0, others: 0 };

function setUp(): { clock: ManualClock; pace: LogPace } {
  const clock = new ManualClock();
  return { clock, pace: new LogPace(clock) };
}

describe('a line of the log', () => {
  it('is printed once a minute, with the count of those alike that were not', () => {
    const { clock, pace } = setUp();
    expect(pace.admit('a', 'warn')).toEqual(NOTHING);
    for (let second = 1; second < 60; second += 1) {
      clock.advance(1_000);
      expect(pace.admit('a', 'warn')).toBeUndefined();
    }
    clock.advance(1_000);
    expect(pace.admit('a', 'warn')).toEqual({ alike: 59, others: 0 });
  });

  it('is held back when five others of its level came in the same second, and counted with the next', () => {
    const { clock, pace } = setUp();
    const printed = Array.from({ length: 20 }, (_, index) => pace.admit(`line ${index}`, 'warn'));
    expect(printed.filter(Boolean)).toHaveLength(5);
    clock.advance(1_000);
    expect(pace.admit('another', 'warn')).toEqual({ alike: 0, others: 15 });
    expect(pace.admit('yet another', 'warn')).toEqual(NOTHING);
  });

  it('that is an error is not held back by warnings', () => {
    const { pace } = setUp();
    for (let index = 0; index < 100; index += 1) pace.admit(`line ${index}`, 'warn');
    expect(pace.admit('wrong account', 'error')).toBeDefined();
  });

  it('that does not come again leaves its count to the others', () => {
    const { clock, pace } = setUp();
    for (let time = 0; time < 8; time += 1) pace.admit('a', 'warn');
    clock.advance(120_000);
    expect(pace.admit('b', 'warn')).toEqual({ alike: 0, others: 7 });
  });

  it('is printed or counted, but for what the last ones held back', () => {
    const lines = fc.array(
      fc.record({ key: fc.integer({ min: 0, max: 15 }), thenMs: fc.integer({ min: 0, max: 40_000 }) }),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const { clock, pace } = setUp();
        const keys = [...given.map(({ key }) => String(key)), 'last'];
        const answers = keys.map((key, index) => {
          // By then all that was held back is left to the last line.
          if (key === 'last') clock.advance(1_000_000);
          const answer = pace.admit(key, 'warn');
          clock.advance(given[index]?.thenMs ?? 0);
          return answer;
        });
        const printed = answers.filter((answer) => answer !== undefined);
        const held = printed.reduce((sum, { alike, others }) => sum + alike + others, 0);
        expect(printed.length + held).toBe(keys.length);
      }),
    );
  });
});
