import { describe, expect, it } from '@jest/globals';
import { CallRate } from './call-rate.js';

describe('the rate of calls', () => {
  it('is nothing before there are two readings', () => {
    expect(new CallRate().add(100, 0)).toBe(0);
  });

  it('is by how much the count grew each second, of the last five', () => {
    const rate = new CallRate();
    rate.add(0, 0);
    expect(rate.add(10, 1_000)).toBe(10);
    expect(rate.add(10, 5_000)).toBe(2);
    expect(rate.add(10, 6_000)).toBe(0);
  });
});
