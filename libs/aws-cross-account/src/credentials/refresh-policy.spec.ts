import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advisoryWindow, credentialState } from './refresh-policy.js';

const MINUTE = 60_000;
const life = (minutes: number): { issuedAt: number; expiresAt: number } => ({
  issuedAt: 0,
  expiresAt: minutes * MINUTE,
});

describe('the advisory window', () => {
  it.each([
    [15, 5],
    [20, 20 / 3],
    [60, 15],
    [90, 30],
    [720, 60],
  ])('of a life of %d minutes is at most a third of it', (minutes, limit) => {
    expect(advisoryWindow(minutes * MINUTE)).toBeLessThanOrEqual(limit * MINUTE);
    expect(advisoryWindow(minutes * MINUTE)).toBeLessThanOrEqual((minutes * MINUTE) / 3);
  });

  it('grows with the life: 5, 15 and 30 minutes for 15, 60 and 90', () => {
    expect([15, 60, 90, 720].map((minutes) => advisoryWindow(minutes * MINUTE) / MINUTE)).toEqual([
      5, 15, 30, 60,
    ]);
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
    expect(credentialState(life(60), minutes * MINUTE)).toBe(state);
  });

  it('only ever moves on', () => {
    const order = ['fresh', 'advisory', 'mandatory', 'expired'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 720 }),
        fc.nat(50_000_000),
        fc.nat(50_000_000),
        (minutes, a, b) => {
          const [earlier, later] = a < b ? [a, b] : [b, a];
          const at = (time: number): number => order.indexOf(credentialState(life(minutes), time));
          expect(at(earlier)).toBeLessThanOrEqual(at(later));
        },
      ),
    );
  });
});
