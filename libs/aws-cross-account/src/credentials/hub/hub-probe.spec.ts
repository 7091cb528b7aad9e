import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.js';
import { HubProbe } from './hub-probe.js';

function setUp(outcome: () => Promise<unknown> = async () => undefined): {
  clock: ManualClock;
  probe: HubProbe;
  asked: unknown[];
} {
  const asked: unknown[] = [];
  const clock = new ManualClock();
  const probe = new HubProbe(() => {
    asked.push(storage.getStore());
    return outcome();
  }, clock);
  return { clock, probe, asked };
}

const storage = new AsyncLocalStorage<string>();

describe('the probe of the hub role', () => {
  it('asks once, however many want to know at the same time, and not again before the interval is over', async () => {
    const { clock, probe, asked } = setUp();
    await Promise.all(Array.from({ length: 100 }, () => probe.run(30_000)));
    clock.advance(29_999);
    await probe.run(30_000);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await probe.run(30_000);
    expect(asked).toHaveLength(2);
  });

  it('answers a failure again until the interval is over, and forgets it when all is well', async () => {
    let isDown = true;
    const { clock, probe, asked } = setUp(async () => {
      if (isDown) throw new RangeError('down');
    });
    const outcomes = await Promise.allSettled([probe.run(1_000), probe.run(1_000)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    await expect(probe.run(1_000)).rejects.toThrow('down');
    expect(asked).toHaveLength(1);
    clock.advance(1_000);
    await expect(probe.run(1_000)).resolves.toBeUndefined();
  });

  it('lets nobody wait for more than 3 s, and asks no second time meanwhile', async () => {
    let answer = (): void => undefined;
    const { clock, probe, asked } = setUp(() => new Promise<void>((resolve) => (answer = resolve)));
    const first = probe.run(0).catch((error: unknown) => error);
    await clock.pass(3_000);
    expect(await first).toMatchObject({ code: 'STS_UNAVAILABLE' });
    await expect(probe.run(0)).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    expect(asked).toHaveLength(1);
    answer();
    await clock.pass(0);
    await expect(probe.run(1)).resolves.toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('asks outside of the context of whoever wants to know', async () => {
    const { probe, asked } = setUp();
    await storage.run('a request', () => probe.run(0));
    expect(asked).toEqual([undefined]);
  });
});
