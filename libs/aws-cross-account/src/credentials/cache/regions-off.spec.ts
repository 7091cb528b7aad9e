import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.js';
import { RegionsOff } from './regions-off.js';

const A = '111122223333';
const B = '444455556666';

describe('the regions that accounts have not switched on', () => {
  it('are remembered for a quarter of an hour, for one account and one region', () => {
    const clock = new ManualClock();
    const off = new RegionsOff(clock);
    off.add(A, 'me-south-1');
    expect([off.has(A, 'me-south-1'), off.has(A, 'eu-west-1'), off.has(B, 'me-south-1')]).toEqual([
      true,
      false,
      false,
    ]);
    clock.advance(900_000);
    expect(off.has(A, 'me-south-1')).toBe(false);
  });

  it('are forgotten with their account', () => {
    const off = new RegionsOff(new ManualClock());
    off.add(A, 'me-south-1');
    off.add(B, 'me-south-1');
    off.forgetAccount(A);
    expect([off.has(A, 'me-south-1'), off.has(B, 'me-south-1')]).toEqual([false, true]);
  });
});
