import { describe, expect, it } from '@jest/globals';
import { StaticAccountDirectory } from '../accounts/static-account-directory.js';
import { settled } from '../credentials/testing/manual-clock.js';
import { AssumeRoleDeniedError, HubCredentialsError } from '../errors/credential.errors.js';
import type { SweepOptions } from './sweep-options.js';
import type { SweepResult } from './sweep-result.js';
import { accountIds, denied, HUB, SimulatedSweeps } from './testing/simulated-sweeps.js';

const A = '111122223333';
const B = '444455556666';
const REGIONS = ['eu-west-1', 'us-east-1'];

/** `111122223333 eu-west-1 ok`, in the order of the results. */
const outcomes = (results: readonly SweepResult<unknown>[]): string[] =>
  results.map(({ target, status }) => `${target.accountId} ${target.region} ${status}`);

describe('a sweep', () => {
  it('runs its function in the context of each target, and answers a result for each', async () => {
    const { sweep, context } = new SimulatedSweeps();
    const results = await sweep
      .run({ accounts: [A, B], regions: REGIONS }, async (target) => {
        await settled();
        return [context.require().accountId === target.accountId, context.require().region, target.account];
      })
      .collect();
    expect(outcomes(results).toSorted()).toEqual([
      `${A} eu-west-1 ok`,
      `${A} us-east-1 ok`,
      `${B} eu-west-1 ok`,
      `${B} us-east-1 ok`,
    ]);
    expect(results[0]).toMatchObject({ value: [true, 'eu-west-1', { id: A }], phase: 'work', attempts: 1 });
  });

  it('takes ids, accounts and targets, of any iterable, and the directory of the module', async () => {
    const directory = new StaticAccountDirectory([{ id: A, name: 'payments' }, B]);
    const { sweep } = new SimulatedSweeps({ directory });
    const seen = async (options: SweepOptions): Promise<unknown[]> =>
      (await sweep.run(options, ({ account, region, roleArn }) => [account, region, roleArn]).collect()).map(
        (result) => (result.status === 'ok' ? result.value : result),
      );
    const role = (id: string, name = 'reader'): string => `arn:aws:iam::${id}:role/${name}`;
    expect(await seen({})).toEqual([
      [{ id: A, name: 'payments' }, 'eu-west-1', role(A)],
      [{ id: B }, 'eu-west-1', role(B)],
    ]);
    const given = [
      { id: A, tags: { team: 'x' } },
      { roleArn: role(B, 'other'), region: 'us-east-1' },
    ];
    expect(await seen({ accounts: new Set(given), regions: ['eu-central-1'] })).toEqual([
      [{ id: A, tags: { team: 'x' } }, 'eu-central-1', role(A)],
      [{ id: B }, 'us-east-1', role(B, 'other')],
    ]);
    expect(await seen({ filter: { names: ['pay*'] } })).toHaveLength(1);
  });

  it('makes failures of what is thrown and of what is no account, and goes on', async () => {
    const { sweep } = new SimulatedSweeps();
    const results = await sweep
      .run({ accounts: ['42', A, B] }, ({ accountId }) => {
        if (accountId === A) throw new RangeError('mine');
        return 1;
      })
      .collect();
    expect(
      results.map((result) => (result.status === 'failed' ? [result.code, result.phase] : result.status)),
    ).toEqual([['INVALID_ACCOUNT_ID', 'discover'], ['RangeError', 'work'], 'ok']);
  });

  it('can be read once, and begins when it is read', async () => {
    const { sweep, assumed } = new SimulatedSweeps();
    const run = sweep.run({ accounts: [A] }, () => 1);
    await settled();
    expect(run.summary()).toMatchObject({ outcome: 'not-started', done: 0 });
    expect(assumed).toEqual([]);
    await run.collect();
    await expect(run.collect()).rejects.toMatchObject({ code: 'INVALID_SWEEP', option: 'results' });
  });

  it.each<[string, object]>([
    ['regions[0]', { regions: ['eu-wst-1'] }],
    ['regions', { regions: [] }],
    ['accounts', { accounts: A }],
    ['concurrency', { concurrency: 0 }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['graceMs', { graceMs: 2_000 }],
    ['order', { order: 'region' }],
    ['concurency', { concurency: 3 }],
    ['signal', { signal: {} }],
  ])('refuses a wrong %s before anything is begun', (option, options) => {
    const { sweep } = new SimulatedSweeps();
    expect(() => sweep.run(options, () => 1)).toThrow(
      expect.objectContaining({ code: 'INVALID_SWEEP', option }),
    );
  });
});

describe('what is not worked in', () => {
  it("is the hub's own account, unless it is asked for", async () => {
    const { sweep } = new SimulatedSweeps();
    const options = { accounts: [HUB, A], regions: REGIONS };
    const [first] = await sweep.run(options, () => 1).collect();
    expect(first).toMatchObject({ status: 'skipped', reason: 'hub-account', target: { accountId: HUB } });
    const all = await sweep.run({ ...options, includeHubAccount: true }, () => 1).collect();
    expect(all.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('are accounts that are not active, and regions that are off', async () => {
    const { sweep, assumed } = new SimulatedSweeps({ enabledRegions: async () => ['us-east-1'] });
    const accounts = [{ id: A, state: 'SUSPENDED' as const }, B];
    const results = await sweep.run({ accounts, regions: 'enabled' }, () => 1).collect();
    expect(outcomes(results)).toEqual([`${A} undefined skipped`, `${B} us-east-1 ok`]);
    expect(results[0]).toMatchObject({ reason: 'account-not-active' });
    expect(assumed).toEqual([B]);
  });

  it('is what access refuses, and what authorize refuses to the principal', async () => {
    const { sweep, assumed } = new SimulatedSweeps({
      access: { deniedAccounts: [A], authorize: ({ principal }) => principal === 'alice' },
    });
    const rules = async (options: SweepOptions): Promise<unknown[]> =>
      (await sweep.run({ accounts: [A, B], ...options }, () => 1).collect()).map((result) =>
        result.status === 'skipped' ? result.error : result.status,
      );
    const refusal = (rule: string) => expect.objectContaining({ code: 'TARGET_REFUSED', rule });
    expect(await rules({ principal: 'alice' })).toEqual([refusal('access.deniedAccounts'), 'ok']);
    expect(assumed).toEqual([B]);
    expect(await rules({ principal: 'bob' })).toContainEqual(refusal('access.authorize'));
    expect(await rules({ principal: undefined })).toContainEqual(refusal('access.authorize'));
    expect(await rules({})).toEqual([refusal('access.deniedAccounts'), 'ok']);
  });

  it('in a dry run is everything whose role can be assumed', async () => {
    const { sweep } = new SimulatedSweeps({
      assume: async ({ accountId = '' }) => {
        if (accountId === A) throw denied(A);
      },
    });
    let calls = 0;
    const run = sweep.run({ accounts: [A, B], dryRun: true }, () => (calls += 1));
    await run.collect();
    expect(calls).toBe(0);
    expect(run.summary()).toMatchObject({
      failures: [{ code: 'ASSUME_ROLE_DENIED', accounts: [A] }],
      skips: [{ reason: 'dry-run', accounts: [B] }],
    });
  });
});

describe('roles', () => {
  it('that are denied are asked for once, not once for each region', async () => {
    const { sweep, assumed } = new SimulatedSweeps({
      assume: async ({ accountId = '' }) => {
        if (accountId === A) throw denied(A);
      },
    });
    const results = await sweep.run({ accounts: [A, B], regions: REGIONS, retries: 3 }, () => 1).collect();
    expect(assumed.toSorted()).toEqual([A, B]);
    expect(results.filter(({ status, phase }) => status === 'failed' && phase === 'assume')).toHaveLength(2);
  });

  it('of which none can be assumed, as the hub role is broken, end the sweep at once, with one error', async () => {
    const broken = new HubCredentialsError('they have expired.');
    const { sweep, assumed } = new SimulatedSweeps({
      assume: async () => {
        throw broken;
      },
    });
    const run = sweep.run({ accounts: accountIds(5_000), regions: REGIONS, concurrency: 10 }, () => 1);
    await expect(run.collect()).rejects.toBe(broken);
    expect(assumed.length).toBeLessThanOrEqual(10);
    expect(run.summary()).toMatchObject({ done: 0, outcome: 'ended' });
  });

  it('of the hub that cannot say which account it is in end it before any target', async () => {
    const broken = new HubCredentialsError('they are missing.');
    const { sweep, assumed } = new SimulatedSweeps({ hubAccountId: () => Promise.reject(broken) });
    await expect(sweep.run({ accounts: [A] }, () => 1).collect()).rejects.toBe(broken);
    expect(assumed).toEqual([]);
  });

  it('of which the first many are all denied end it, when the hub role is suspected', async () => {
    const suspected = (id: string) =>
      new HubCredentialsError('it lost its permission.', { cause: denied(id) });
    const { sweep, assumed } = new SimulatedSweeps({
      assume: async ({ accountId = '' }) => {
        throw suspected(accountId);
      },
    });
    const run = sweep.run({ accounts: accountIds(5_000), concurrency: 1 }, () => 1);
    await expect(run.collect()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
    expect(assumed).toHaveLength(10);
    expect(run.summary().failures).toMatchObject([{ code: 'ASSUME_ROLE_DENIED', count: 9 }]);
  });

  it('of which the first many are all denied end it, though nobody suspects the hub role', async () => {
    const { sweep, assumed } = new SimulatedSweeps({
      assume: async ({ accountId = '' }) => {
        throw denied(accountId);
      },
    });
    const run = sweep.run({ accounts: accountIds(5_000), concurrency: 1 }, () => 1);
    await expect(run.collect()).rejects.toMatchObject({
      code: 'HUB_CREDENTIALS',
      message: expect.stringContaining('all 10 accounts'),
    });
    expect(assumed).toHaveLength(10);
  });

  it('that were denied where that is not the last word say nothing of the hub role', async () => {
    const { sweep } = new SimulatedSweeps({
      assume: async ({ accountId = '' }) => {
        throw new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', {
          place: { accountId },
          conclusive: false,
        });
      },
    });
    const results = await sweep.run({ accounts: accountIds(30), concurrency: 1 }, () => 1).collect();
    expect(results.map((result) => result.status === 'failed' && result.code)).toEqual(
      Array(30).fill('ASSUME_ROLE_DENIED'),
    );
  });

  it('of which one was assumed are denied for their own sake, however many there are', async () => {
    const [first, ...others] = accountIds(40);
    const { sweep } = new SimulatedSweeps({
      assume: async ({ accountId = '' }) => {
        if (accountId !== first)
          throw new HubCredentialsError('it lost its permission.', { cause: denied(accountId) });
      },
    });
    const run = sweep.run({ accounts: [first ?? '', ...others], concurrency: 1 }, () => 1);
    await run.collect();
    expect(run.summary()).toMatchObject({
      ok: 1,
      outcome: 'done',
      failures: [{ code: 'ASSUME_ROLE_DENIED', count: 39 }],
    });
  });
});
