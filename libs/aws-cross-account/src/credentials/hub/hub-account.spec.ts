import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { HubAccount } from './hub-account.js';

describe("the hub's account", () => {
  it('is asked for once, by however many want to know it at the same time or later', async () => {
    let asked = 0;
    const hub = new HubAccount(async () => {
      asked += 1;
      return '999999999999';
    });
    expect(await Promise.all([hub.id(), hub.id(), hub.id()])).toEqual(Array(3).fill('999999999999'));
    await hub.id();
    expect(asked).toBe(1);
  });

  it('is not asked for where it is known', async () => {
    const hub = new HubAccount(() => Promise.reject(new RangeError('asked')), '999999999999');
    expect(await hub.id()).toBe('999999999999');
  });

  it('is asked for again after a failure, which everyone hears who waited', async () => {
    let asked = 0;
    const hub = new HubAccount(async () => {
      asked += 1;
      if (asked === 1) throw new RangeError('STS is down');
      return '999999999999';
    });
    const first = await Promise.allSettled([hub.id(), hub.id()]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await hub.id()).toBe('999999999999');
    expect(asked).toBe(2);
  });

  it('is asked for outside of the context of whoever wants to know it', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const hub = new HubAccount(async () => {
      seen.push(storage.getStore());
      return '999999999999';
    });
    await storage.run('a request', () => hub.id());
    expect(seen).toEqual([undefined]);
  });
});
