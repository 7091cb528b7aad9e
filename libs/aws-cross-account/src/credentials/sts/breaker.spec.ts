import { describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.js';

function broken(at = 0): Breaker {
  const breaker = new Breaker();
  breaker.failed(at);
  breaker.failed(at);
  return breaker;
}

describe('the breaker of an endpoint', () => {
  it('is steady from the start, at time 0', () => {
    const breaker = new Breaker();
    expect([breaker.open, breaker.isSteady(0), breaker.nextCallAt]).toEqual([false, true, -Infinity]);
  });

  it('opens with the second failure in a row, and says so once', () => {
    const breaker = new Breaker();
    expect([breaker.failed(1), breaker.failed(2), breaker.failed(3)]).toEqual([false, true, false]);
    expect(breaker.open).toBe(true);
  });

  it('does not open for failures that are not in a row', () => {
    const breaker = new Breaker();
    for (let time = 0; time < 10; time += 1) {
      expect(breaker.failed(time)).toBe(false);
      expect(breaker.succeeded(time)).toBe(false);
    }
    expect(breaker.isSteady(10)).toBe(true);
  });

  it('lets one call try it five seconds after it opened, and one in each five seconds from then on', () => {
    const breaker = broken(0);
    expect(breaker.nextCallAt).toBe(5_000);
    const tries = [0, 4_999, 5_000, 5_001, 9_999, 10_000, 3_600_000, 3_600_001];
    expect(tries.filter((now) => breaker.probe(now))).toEqual([5_000, 10_000, 3_600_000]);
  });

  it('closes with the first answer, and says so once', () => {
    const breaker = broken();
    expect([breaker.succeeded(5_100), breaker.succeeded(5_200)]).toEqual([true, false]);
    expect(breaker.open).toBe(false);
  });

  it('is steady a minute after it closed', () => {
    const breaker = broken();
    breaker.succeeded(5_000);
    expect([breaker.isSteady(64_999), breaker.isSteady(65_000)]).toEqual([false, true]);
  });

  it('begins the minute anew with a failure in it', () => {
    const breaker = broken();
    breaker.succeeded(5_000);
    expect(breaker.failed(60_000)).toBe(false);
    breaker.succeeded(60_001);
    expect([breaker.isSteady(65_000), breaker.isSteady(120_000)]).toEqual([false, true]);
  });

  it('stays steady for one failure after that minute', () => {
    const breaker = broken();
    breaker.succeeded(5_000);
    breaker.failed(70_000);
    expect(breaker.isSteady(70_000)).toBe(true);
  });

  it('opens again with two failures while it heals', () => {
    const breaker = broken();
    breaker.succeeded(5_000);
    expect([breaker.failed(6_000), breaker.failed(7_000)]).toEqual([false, true]);
    expect(breaker.nextCallAt).toBe(12_000);
  });
});
