import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  advisoryWindow,
  credentialState,
  DEFAULT_WINDOWS,
  type Life,
  plannedLife,
} from './refresh-policy.js';

const MINUTE = 60_000;
const life = (minutes: number, random = 0): Life => plannedLife(0, minutes * MINUTE, DEFAULT_WINDOWS, random);
const windowOf = (minutes: number): number => advisoryWindow(minutes * MINUTE, DEFAULT_WINDOWS) / MINUTE;

describe('the advisory window', () => {
  it('grows with the life, and is at most a third of it', () => {
    expect([15, 20, 21, 60, 89, 90, 720].map(windowOf)).toEqual([5, 5, 7, 15, 15, 30, 60]);
  });

  it('is never more than a third of the life, whatever is configured', () => {
    const asLongAsTheLife = { short: 900, medium: 900, long: 900, mandatory: 900 };
    expect(advisoryWindow(15 * MINUTE, asLongAsTheLife)).toBe(5 * MINUTE);
    const short = plannedLife(0, 15 * MINUTE, asLongAsTheLife, 0);
    expect(credentialState(short, 9 * MINUTE, asLongAsTheLife)).toBe('fresh');
  });
});

describe('the renewal', () => {
  it('falls due at a random point in the first half of the window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15, max: 720 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (minutes, random) => {
          const { dueAt, expiresAt } = life(minutes, random);
          const window = windowOf(minutes) * MINUTE;
          expect(expiresAt - dueAt).toBeLessThanOrEqual(window + 1);
          expect(expiresAt - dueAt).toBeGreaterThanOrEqual(window / 2 - 1);
        },
      ),
    );
    expect([0, 0.5, 1].map((random) => life(60, random).dueAt / MINUTE)).toEqual([45, 48.75, 52.5]);
  });
});

describe('the state of credentials', () => {
  it.each([
    [0, 'fresh'],
    [44, 'fresh'],
    [45, 'advisory'],
    [58, 'advisory'],
    [59, 'mandatory'],
    [60, 'expired'],
    [61, 'expired'],
  ])('of an hour is, after %d minutes, %s', (minutes, state) => {
    expect(credentialState(life(60), minutes * MINUTE, DEFAULT_WINDOWS)).toBe(state);
  });

  it('of a life without end is fresh for ever', () => {
    const endless = plannedLife(0, Number.POSITIVE_INFINITY, DEFAULT_WINDOWS, 0.5);
    expect(credentialState(endless, 1e15, DEFAULT_WINDOWS)).toBe('fresh');
  });

  it('only ever moves on', () => {
    const order = ['fresh', 'advisory', 'mandatory', 'expired'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 720 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(50_000_000),
        fc.nat(50_000_000),
        (minutes, random, a, b) => {
          const [earlier, later] = a < b ? [a, b] : [b, a];
          const at = (time: number): number =>
            order.indexOf(credentialState(life(minutes, random), time, DEFAULT_WINDOWS));
          expect(at(earlier)).toBeLessThanOrEqual(at(later));
        },
      ),
    );
  });
});
