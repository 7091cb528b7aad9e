import { describe, expect, it } from '@jest/globals';
import { settled } from '../testing/manual-clock.js';
import { Office, SECOND } from '../testing/office.js';

describe('first uses', () => {
  it('take half of the pace at most, also while no session needs the other half', async () => {
    const office = new Office({ callsPerSecond: 100 });
    office.call('first-use', 1_000);
    await settled();
    expect(office.served).toHaveLength(50);
    expect(await office.servedWithin(4 * SECOND)).toBe(200);
  });

  it('let a renewal pass at once, however many of them wait', async () => {
    const office = new Office({ callsPerSecond: 100 });
    office.call('first-use', 5_000);
    await office.clock.pass(3 * SECOND);
    office.call('renewal');
    await settled();
    expect(office.servedOf('renewal')).toBe(1);
  });

  it('take no place of a renewal in the queue', async () => {
    const office = new Office({ callsPerSecond: 1, queueSize: 10 });
    office.call('first-use', 12);
    office.call('renewal', 5);
    await settled();
    expect(office.refused.map(({ urgency }) => urgency)).toEqual(['first-use']);
    await office.clock.pass(8 * SECOND);
    expect(office.servedOf('renewal')).toBe(5);
  });

  it('have a turn in eight while there are more renewals than the pace allows', async () => {
    const office = new Office({ callsPerSecond: 16, queueLimitMs: 1_000 * SECOND });
    office.call('renewal', 2_000);
    office.call('first-use', 2_000);
    await office.clock.pass(40 * SECOND);
    const all = office.served.length;
    expect(all).toBeGreaterThan(600);
    expect(Math.abs(office.servedOf('first-use') - all / 8)).toBeLessThan(3);
  });
});

describe('first uses of a job', () => {
  it('take all of the pace that nobody else takes', async () => {
    const office = new Office({ callsPerSecond: 100 });
    office.call('patient', 1_000);
    await office.clock.pass(SECOND);
    expect(await office.servedWithin(4 * SECOND)).toBe(400);
  });

  it('go behind those of requests, which still take half at most, and behind renewals', async () => {
    const office = new Office({ callsPerSecond: 100 });
    office.call('patient', 1_000);
    await office.clock.pass(2 * SECOND);
    const before = office.servedOf('patient');
    office.call('first-use', 1_000);
    office.call('renewal', 20);
    await office.clock.pass(SECOND);
    expect(office.servedOf('renewal')).toBe(20);
    expect(office.servedOf('first-use')).toBeGreaterThanOrEqual(78);
    await office.clock.pass(2 * SECOND);
    // What was held when they came, and half of three seconds.
    expect(office.servedOf('first-use')).toBeLessThanOrEqual(50 + 150);
    expect(office.servedOf('first-use') + office.servedOf('patient') - before).toBe(280);
  });

  it.each([
    ['a turn in eight while there are more renewals than the pace allows', 0, 1 / 8],
    ['every other one of those turns while there are first uses of requests as well', 2_000, 1 / 16],
  ])('have %s', async (_, firstUses, share) => {
    const office = new Office({ callsPerSecond: 16, queueLimitMs: 1_000 * SECOND });
    office.call('renewal', 2_000);
    office.call('first-use', firstUses);
    office.call('patient', 2_000);
    await office.clock.pass(40 * SECOND);
    expect(Math.abs(office.servedOf('patient') - office.served.length * share)).toBeLessThan(3);
  });

  it('are those of requests as soon as a request waits for one', async () => {
    const office = new Office({ callsPerSecond: 10 });
    office.call('patient', 100);
    const hurry = new AbortController();
    let isServed = false;
    void office.pace.acquire('patient', undefined, hurry.signal).then(() => (isServed = true));
    await office.clock.pass(2 * SECOND);
    hurry.abort();
    await office.clock.pass(200);
    expect(isServed).toBe(true);
    expect(office.pace.waiting).toBeGreaterThan(50);
    await office.clock.pass(31 * SECOND);
    expect(office.outcomes).toHaveLength(100);
  });
});
