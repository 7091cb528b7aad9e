import { describe, expect, it } from '@jest/globals';
import { settled } from '../credentials/testing/manual-clock.js';
import { StsUnavailableError } from '../errors/credential.errors.js';
import { SweepCancelledError, TargetTimeoutError } from '../errors/sweep.errors.js';
import type { SweepOptions } from './sweep-options.js';
import { accountIds, SimulatedSweeps } from './testing/simulated-sweeps.js';

const A = '111122223333';
const B = '444455556666';
const REGIONS = ['eu-west-1', 'us-east-1'];
const never = (): Promise<never> => new Promise(() => undefined);

describe('time', () => {
  it('that is up aborts the signal, and the result says whether the function heeded it', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const run = sweep.run(
      { accounts: [A, B], timeoutMs: 1_000, graceMs: 100, concurrency: 1 },
      ({ accountId }, { signal }) => {
        if (accountId === B) return never();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    );
    const collected = run.collect();
    await clock.pass(3_000);
    const errors = (await collected).map((result) => (result.status === 'failed' ? result.error : undefined));
    expect(errors).toEqual([
      expect.objectContaining({ settled: true, accountId: A, timeoutMs: 1_000 }),
      expect.objectContaining({ settled: false, accountId: B }),
    ]);
    expect(errors[0]).toBeInstanceOf(TargetTimeoutError);
    expect(clock.timers).toBe(0);
  });

  it('that was up counts, although the function went on and has answered', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const collected = sweep
      .run({ accounts: [A], timeoutMs: 1_000 }, async (_, { signal }) => {
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        return 1;
      })
      .collect();
    await clock.pass(1_000);
    expect(await collected).toMatchObject([
      { status: 'failed', code: 'TARGET_TIMED_OUT', error: { settled: true } },
    ]);
  });

  it('may be left to pass without a limit', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const collected = sweep
      .run({ accounts: [A], timeoutMs: Number.POSITIVE_INFINITY }, () => settled())
      .collect();
    await settled();
    expect(clock.timers).toBe(0);
    expect(await collected).toMatchObject([{ status: 'ok' }]);
  });

  it('passes between attempts, as many as are asked for, where another can help', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const tries = new Map<string, number>();
    const collected = sweep
      .run({ accounts: [A, B], retries: 2 }, ({ accountId }, { attempt }) => {
        tries.set(accountId, attempt);
        if (accountId === A && attempt < 3) throw new RangeError('flaky');
        if (accountId === B)
          throw Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
        return attempt;
      })
      .collect();
    await clock.pass(10_000);
    const results = await collected;
    expect(Object.fromEntries(tries)).toEqual({ [A]: 3, [B]: 1 });
    expect(results).toContainEqual(
      expect.objectContaining({ status: 'ok', value: 3, attempts: 3, durationMs: 3_000 }),
    );
  });

  it('heals roles that could not be had', async () => {
    const { sweep, clock, assumed } = new SimulatedSweeps({
      assume: async ({ accountId = '' }, time) => {
        if (time === 1) throw new StsUnavailableError('it hung', { place: { accountId } });
      },
    });
    const collected = sweep.run({ accounts: [A], regions: REGIONS, retries: 1 }, () => 1).collect();
    await clock.pass(5_000);
    expect((await collected).map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(assumed).toEqual([A, A]);
  });
});

describe('a sweep that ends before it is through', () => {
  const running = async (options: SweepOptions, simulated = new SimulatedSweeps()) => {
    const signals: AbortSignal[] = [];
    const run = simulated.sweep.run(
      { accounts: accountIds(100), concurrency: 4, ...options },
      (_, { signal }) => {
        signals.push(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    );
    const iterator = run[Symbol.asyncIterator]();
    const first = iterator.next();
    first.catch(() => undefined);
    await settled();
    return { run, iterator, first, signals };
  };

  it('by its signal tells what is at work, begins nothing any more, and ends with the reason', async () => {
    const controller = new AbortController();
    const { run, iterator, first, signals } = await running({
      signal: controller.signal,
      regions: ['eu-west-1', 'us-east-1'],
    });
    expect(signals).toHaveLength(4);
    controller.abort(new RangeError('enough'));
    await first;
    for (let more = 0; more < 3; more += 1) await iterator.next();
    await expect(iterator.next()).rejects.toThrow('enough');
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(signals).toHaveLength(4);
    expect(signals.every(({ reason }) => reason instanceof SweepCancelledError)).toBe(true);
    expect(run.summary()).toMatchObject({
      outcome: 'ended',
      failed: 4,
      failures: [{ code: 'SWEEP_CANCELLED' }],
    });
  });

  it('does so within a second although nothing at work heeds it', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const controller = new AbortController();
    const collected = sweep.run({ accounts: [A], signal: controller.signal }, never).collect();
    collected.catch(() => undefined);
    await settled();
    controller.abort(new RangeError('enough'));
    await clock.pass(999);
    await expect(collected).rejects.toThrow('enough');
    expect(clock.timers).toBe(0);
  });

  it('does so while the accounts are being listed', async () => {
    const { sweep, clock } = new SimulatedSweeps();
    const controller = new AbortController();
    async function* slow(): AsyncGenerator<string> {
      yield A;
      await never();
    }
    const collected = sweep.run({ accounts: slow(), signal: controller.signal }, () => 1).collect();
    collected.catch(() => undefined);
    await settled();
    controller.abort(new RangeError('enough'));
    await clock.pass(999);
    await expect(collected).rejects.toThrow('enough');
  });

  it('has no results of targets that were not at work yet', async () => {
    const controller = new AbortController();
    const { sweep } = new SimulatedSweeps({
      assume: (_target, _time, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    const run = sweep.run({ accounts: [A], signal: controller.signal }, () => 1);
    const collected = run.collect();
    collected.catch(() => undefined);
    await settled();
    controller.abort(new RangeError('enough'));
    await expect(collected).rejects.toThrow('enough');
    expect(run.summary()).toMatchObject({ done: 0, outcome: 'ended' });
  });

  it('by a signal that was aborted before begins nothing', async () => {
    const { sweep, assumed } = new SimulatedSweeps();
    const signal = AbortSignal.abort(new RangeError('never'));
    await expect(sweep.run({ accounts: [A], signal }, () => 1).collect()).rejects.toThrow('never');
    expect(assumed).toEqual([]);
  });

  it('by its reader waits until nothing is at work any more', async () => {
    const { iterator, signals, run } = await running({});
    await iterator.return?.();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true]);
    expect(run.summary().outcome).toBe('ended');
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('with the application ends likewise, and no other is begun', async () => {
    const simulated = new SimulatedSweeps();
    const { run, signals } = await running({}, simulated);
    await simulated.sweep.close();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(run.summary().outcome).toBe('ended');
    await expect(simulated.sweep.run({ accounts: [A] }, () => 1).collect()).rejects.toThrow(
      SweepCancelledError,
    );
  });

  it('by failFast ends with the first failure, whose result it answers', async () => {
    const { sweep } = new SimulatedSweeps();
    const run = sweep.run(
      { accounts: accountIds(1_000), concurrency: 1, failFast: true },
      ({ accountId }) => {
        if (accountId.endsWith('2')) throw new RangeError('mine');
        return 1;
      },
    );
    const results: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { status } of run) results.push(status);
    };
    await expect(read()).rejects.toThrow('mine');
    expect(results).toEqual(['ok', 'ok', 'failed']);
  });

  it('by an error of who lists the accounts still answers what was begun', async () => {
    const { sweep } = new SimulatedSweeps();
    async function* broken(): AsyncGenerator<string> {
      yield A;
      await settled();
      throw new RangeError('no list');
    }
    const run = sweep.run({ accounts: broken() }, () => 1);
    await expect(run.collect()).rejects.toThrow('no list');
    expect(run.summary()).toMatchObject({ ok: 1, outcome: 'ended' });
  });
});
