import { describe, expect, it } from '@jest/globals';
import { settled } from '../credentials/testing/manual-clock.js';
import type { SweepOptions } from './sweep-options.js';
import type { SweepProgress } from './tally.js';
import { accountIds, SimulatedSweeps } from './testing/simulated-sweeps.js';

const A = '111122223333';
const REGIONS = ['eu-west-1', 'us-east-1'];

describe('what is at work at once', () => {
  const most = async (options: SweepOptions) => {
    const { sweep } = new SimulatedSweeps();
    const now = new Map<string, number>();
    let [inAll, inOne, accounts] = [0, 0, 0];
    const results = await sweep
      .run(
        {
          accounts: accountIds(30),
          regions: ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-east-2', 'us-west-2'],
          ...options,
        },
        async ({ accountId }) => {
          now.set(accountId, (now.get(accountId) ?? 0) + 1);
          inAll = Math.max(
            inAll,
            [...now.values()].reduce((sum, count) => sum + count, 0),
          );
          inOne = Math.max(inOne, ...now.values());
          accounts = Math.max(accounts, [...now.values()].filter((count) => count > 0).length);
          await settled();
          now.set(accountId, (now.get(accountId) ?? 0) - 1);
        },
      )
      .collect();
    expect(results).toHaveLength(150);
    return { inAll, inOne, accounts };
  };

  it('is spread over accounts', async () => {
    expect(await most({ concurrency: 12 })).toMatchObject({ inAll: 12, accounts: 12 });
  });

  it('or in few accounts, as many targets of each as may be', async () => {
    const { inAll, inOne, accounts } = await most({ concurrency: 12, order: 'account' });
    expect([inAll, inOne]).toEqual([12, 4]);
    expect(accounts).toBeLessThan(8);
  });

  it('is bounded for each account and for all', async () => {
    expect(await most({ concurrency: 8, perAccountConcurrency: 1, order: 'account' })).toMatchObject({
      inAll: 8,
      inOne: 1,
    });
  });

  it('waits for its reader: neither targets nor accounts run ahead of who reads slowly', async () => {
    const { sweep } = new SimulatedSweeps();
    let listed = 0;
    async function* accounts(): AsyncGenerator<string> {
      for (const id of accountIds(1_000)) {
        listed += 1;
        yield id;
      }
    }
    let worked = 0;
    const run = sweep.run({ accounts: accounts(), concurrency: 5 }, () => (worked += 1));
    const iterator = run[Symbol.asyncIterator]();
    await iterator.next();
    for (let turn = 0; turn < 20; turn += 1) await settled();
    expect(worked).toBeLessThanOrEqual(12);
    expect(listed).toBeLessThanOrEqual(16);
    await iterator.return?.();
  });

  it('goes on as its reader does, to the end', async () => {
    const { sweep } = new SimulatedSweeps();
    let read = 0;
    for await (const { status } of sweep.run({ accounts: accountIds(40), concurrency: 3 }, () => 1)) {
      await settled();
      if (status === 'ok') read += 1;
    }
    expect(read).toBe(40);
  });
});

describe('progress', () => {
  it('is told now and then, and at the end; with the total where it is known', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const told: SweepProgress[] = [];
    const run = sweep.run(
      {
        accounts: accountIds(4),
        regions: REGIONS,
        concurrency: 1,
        onProgress: (progress) => told.push(progress),
      },
      () => clock.advance(60),
    );
    await run.collect();
    expect(told.map(({ done, total }) => [done, total])).toEqual([
      [1, 8],
      [3, 8],
      [5, 8],
      [7, 8],
      [8, 8],
    ]);
    const [first] = told;
    expect(first?.resultsPerSecond).toBeCloseTo(1_000 / 60);
    expect(first?.expectedEnd?.getTime()).toBeCloseTo(clock.now() - 7 * 60 + 7 * 60, -1);
  });

  it('ends the sweep when it throws', async () => {
    const { sweep } = new SimulatedSweeps();
    const onProgress = () => {
      throw new RangeError('mine');
    };
    await expect(sweep.run({ accounts: [A], onProgress }, () => 1).collect()).rejects.toThrow('mine');
  });
});
