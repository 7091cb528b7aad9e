import { describe, expect, it } from '@jest/globals';
import { ManualClock, settled } from '../credentials/testing/manual-clock.js';
import { KeptList } from './kept-list.js';

function kept() {
  const clock = new ManualClock();
  const state = { loads: 0, failures: [] as number[], breaks: false };
  const list = new KeptList({
    clock,
    ttlMs: 1_000,
    load: async () => {
      state.loads += 1;
      await settled();
      if (state.breaks) throw new RangeError('down');
      return state.loads;
    },
    failed: (_, ageMs) => state.failures.push(ageMs),
  });
  return { clock, state, list };
}

describe('a list that is kept', () => {
  it('is read once for all who ask at the same time', async () => {
    const { list, state } = kept();
    expect(await Promise.all([list.get(), list.get(), list.get()])).toEqual([1, 1, 1]);
    expect(state.loads).toBe(1);
  });

  it('is read again in the background once it is old, and nobody waits for that', async () => {
    const { list, clock } = kept();
    await list.get();
    await clock.pass(999);
    expect(await list.get()).toBe(1);
    await clock.pass(1);
    expect([await list.get(), await list.get()]).toEqual([1, 1]);
    await settled();
    await settled();
    expect(await list.get()).toBe(2);
  });

  it('stays when it cannot be renewed, and is tried again after a while', async () => {
    const { list, clock, state } = kept();
    await list.get();
    state.breaks = true;
    await clock.pass(1_000);
    expect(await list.get()).toBe(1);
    await clock.pass(1_999);
    expect([await list.get(), state.loads, state.failures]).toEqual([1, 2, [1_000]]);
    state.breaks = false;
    await clock.pass(10);
    await list.get();
    await clock.pass(10);
    expect([await list.get(), state.loads]).toEqual([3, 3]);
  });

  it('is renewed on demand, after what is being read already', async () => {
    const { list, state } = kept();
    const first = list.get();
    expect(await Promise.all([list.renew(), first])).toEqual([2, 1]);
    expect(await list.get()).toBe(2);
    state.breaks = true;
    await expect(list.renew()).rejects.toThrow('down');
    expect(await list.get()).toBe(2);
  });

  it('that never could be read says why, to each who asks anew', async () => {
    const { list, state } = kept();
    state.breaks = true;
    await expect(list.get()).rejects.toThrow('down');
    state.breaks = false;
    expect(await list.get()).toBe(2);
  });
});
