import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.js';
import { type StsEndpoint, StsEndpoints } from './sts-endpoints.js';

const SECOND = 1_000;

class Outage {
  readonly clock = new ManualClock();
  readonly endpoints: StsEndpoints<string>;
  readonly #byRegion = new Map<string, StsEndpoint<string>>();

  constructor(...regions: string[]) {
    this.endpoints = new StsEndpoints(
      regions.map((region) => ({ region, client: `client of ${region}` })),
      this.clock,
    );
  }

  /** The region to call now. */
  next(): string | undefined {
    const endpoint = this.endpoints.choose();
    if (endpoint) this.#byRegion.set(endpoint.region, endpoint);
    return endpoint?.region;
  }

  /** Two calls, which fail there: `fail` throws if none went there. */
  breakDown(region: string): void {
    for (let failures = 0; failures < 2; failures += 1) {
      this.next();
      this.fail(region);
    }
  }

  fail(region: string): boolean {
    return this.endpoints.failed(this.#known(region));
  }

  answer(region: string): boolean {
    return this.endpoints.answered(this.#known(region));
  }

  after(ms: number): this {
    this.clock.advance(ms);
    return this;
  }

  #known(region: string): StsEndpoint<string> {
    const endpoint = this.#byRegion.get(region);
    if (!endpoint) throw new RangeError(`${region} was never chosen`);
    return endpoint;
  }
}

describe('STS with a region to fall back to', () => {
  it('is called in the first while that is well, and once more after one failure', () => {
    const sts = new Outage('first', 'second');
    expect(sts.next()).toBe('first');
    sts.fail('first');
    expect(sts.next()).toBe('first');
  });

  it('is called in the second after two failures of the first, and what that denies is not the last word', () => {
    const sts = new Outage('first', 'second');
    expect(sts.endpoints.choose()?.fallback).toBe(false);
    sts.breakDown('first');
    expect(sts.endpoints.choose()).toMatchObject({
      region: 'second',
      client: 'client of second',
      fallback: true,
    });
  });

  it('is tried in the first by one call in five seconds', () => {
    const sts = new Outage('first', 'second');
    sts.breakDown('first');
    const calls = Array.from({ length: 24 }, () => sts.after(500).next());
    expect(calls.flatMap((region, index) => (region === 'first' ? [(index + 1) * 500] : []))).toEqual([
      5_000, 10_000,
    ]);
  });

  it('is called in the first again when that has been well for a minute', () => {
    const sts = new Outage('first', 'second');
    sts.breakDown('first');
    expect(sts.after(5 * SECOND).next()).toBe('first');
    expect(sts.answer('first')).toBe(true);
    const calls = Array.from({ length: 59 }, () => {
      const region = sts.after(SECOND).next();
      if (region === 'first') sts.answer('first');
      return region;
    });
    expect(calls.filter((region) => region === 'first')).toHaveLength(11);
    expect(sts.after(SECOND).next()).toBe('first');
    expect(sts.next()).toBe('first');
  });

  it('is not called when both are down, but by one call in five seconds, in the first', () => {
    const sts = new Outage('first', 'second');
    sts.breakDown('first');
    sts.breakDown('second');
    expect(sts.next()).toBeUndefined();
    expect(sts.endpoints.wait()).toBe(5 * SECOND);
    expect(sts.after(2 * SECOND).endpoints.wait()).toBe(3 * SECOND);
    expect(sts.after(3 * SECOND).endpoints.wait()).toBe(0);
    expect([sts.next(), sts.next(), sts.next()]).toEqual(['first', 'second', undefined]);
  });

  it('goes on trying the first while only the second has come back', () => {
    const sts = new Outage('first', 'second');
    sts.breakDown('first');
    sts.breakDown('second');
    sts.after(5 * SECOND);
    expect([sts.next(), sts.next()]).toEqual(['first', 'second']);
    sts.fail('first');
    sts.answer('second');
    expect(sts.next()).toBe('second');
    expect(sts.after(5 * SECOND).next()).toBe('first');
    expect(sts.next()).toBe('second');
  });

  it('is called in the first at once when both were down and the first has come back', () => {
    const sts = new Outage('first', 'second');
    sts.breakDown('first');
    sts.breakDown('second');
    sts.after(5 * SECOND).next();
    sts.answer('first');
    expect([sts.next(), sts.next()]).toEqual(['first', 'first']);
  });

  it('counts each outage that ended, of any region, once', () => {
    const sts = new Outage('first', 'second');
    sts.next();
    expect([sts.answer('first'), sts.endpoints.recoveries]).toEqual([false, 0]);
    sts.breakDown('first');
    sts.breakDown('second');
    sts.after(5 * SECOND);
    sts.next();
    sts.next();
    expect([sts.answer('second'), sts.answer('second'), sts.answer('first')]).toEqual([true, false, true]);
    expect(sts.endpoints.recoveries).toBe(2);
  });
});

describe('STS in three regions', () => {
  it('passes over those that are down, in order', () => {
    const sts = new Outage('first', 'second', 'third');
    sts.breakDown('first');
    sts.breakDown('second');
    expect(sts.next()).toBe('third');
    sts.after(5 * SECOND);
    expect([sts.next(), sts.next(), sts.next()]).toEqual(['first', 'second', 'third']);
  });
});

describe('STS in a single region', () => {
  it('is tried once in five seconds while it is down, and called freely with its first answer', () => {
    const sts = new Outage('only');
    sts.breakDown('only');
    expect(sts.next()).toBeUndefined();
    sts.after(5 * SECOND);
    expect([sts.next(), sts.next()]).toEqual(['only', undefined]);
    expect(sts.answer('only')).toBe(true);
    expect([sts.next(), sts.next()]).toEqual(['only', 'only']);
    expect(sts.endpoints.wait()).toBe(0);
  });
});
