import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountSweep, type SweepOptions, type SweepResult } from 'nestjs-aws-cross-account';
import { bucketNames } from '../support/buckets.js';
import { ContextApplication } from '../support/context-application.js';
import {
  accountIds,
  DENYING,
  HUB_ACCOUNT,
  largeWorld,
  PARTNER,
  PAYMENTS,
  SEARCH,
  smallWorld,
} from '../support/world.js';

const REGIONS = ['eu-west-1', 'us-east-1'];

let application: ContextApplication;
const buckets = (options: SweepOptions) =>
  application.app.get(AccountSweep).run(options, () => bucketNames(application.clients.s3));

/** `444455556666 eu-west-1 ok`, sorted. */
const outcomes = (results: readonly SweepResult<unknown>[]): string[] =>
  results.map(({ target, status }) => `${target.accountId} ${target.region} ${status}`).toSorted();

describe('a sweep', () => {
  beforeAll(async () => {
    application = await ContextApplication.start(smallWorld(), { access: { deniedAccounts: [PARTNER] } });
  });
  afterAll(() => application.close());
  afterEach(() => {
    application.aws.faults.clear();
    application.aws.calls.reset();
  });

  it('works with services that know nothing of accounts, each target in its own', async () => {
    const accounts = [HUB_ACCOUNT, PAYMENTS, SEARCH, PARTNER, DENYING];
    const results = await buckets({ accounts, regions: REGIONS }).collect();
    expect(outcomes(results)).toEqual([
      `${PAYMENTS} eu-west-1 ok`,
      `${PAYMENTS} us-east-1 ok`,
      `${DENYING} eu-west-1 failed`,
      `${DENYING} us-east-1 failed`,
      `${SEARCH} eu-west-1 ok`,
      `${SEARCH} us-east-1 ok`,
      `${PARTNER} eu-west-1 skipped`,
      `${PARTNER} us-east-1 skipped`,
      `${HUB_ACCOUNT} undefined skipped`,
    ]);
    for (const result of results) {
      if (result.status !== 'ok') continue;
      const own =
        result.target.accountId === SEARCH ? ['search-index'] : ['payments-invoices', 'payments-ledger'];
      expect(result.value).toEqual(own);
    }
    expect(application.aws.calls.count('sts:AssumeRole', { accountId: DENYING })).toBe(1);
  });

  it('lets its signal reach the calls of clients without their knowing', async () => {
    const hanging = application.aws.faults.add({
      action: 's3:ListBuckets',
      fault: { kind: 'hang', at: 'response' },
    });
    const controller = new AbortController();
    const collected = buckets({ accounts: [PAYMENTS, SEARCH], signal: controller.signal }).collect();
    await hanging.reached(2);
    const began = performance.now();
    controller.abort(new RangeError('enough'));
    await expect(collected).rejects.toThrow('enough');
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('is ended by whoever leaves the loop, and by the shutdown of the application', async () => {
    for await (const { status } of buckets({
      accounts: [PAYMENTS, SEARCH],
      regions: REGIONS,
      concurrency: 1,
    })) {
      expect(status).toBe('ok');
      break;
    }
    expect(application.aws.calls.count('s3:ListBuckets')).toBeLessThan(4);
    const other = await ContextApplication.start(smallWorld());
    const hanging = other.aws.faults.add({
      action: 's3:ListBuckets',
      fault: { kind: 'hang', at: 'response' },
    });
    const run = other.app
      .get(AccountSweep)
      .run({ accounts: [PAYMENTS] }, () => bucketNames(other.clients.s3));
    const collected = run.collect().catch((error: unknown) => error);
    await hanging.reached(1);
    await other.close();
    expect(await collected).toMatchObject({ code: 'SWEEP_CANCELLED' });
  });
});

describe('a broken hub role', () => {
  afterEach(() => application.close());

  it('whose keys are refused fails a sweep once, at once, and says so', async () => {
    application = await ContextApplication.start(largeWorld(accountIds(200)), {
      hubAccountId: HUB_ACCOUNT,
      credentials: { accessKeyId: 'ASIAUNKNOWN', secretAccessKey: 'nonsense', sessionToken: 'nonsense' },
    });
    const run = buckets({ accounts: accountIds(200), regions: REGIONS });
    await expect(run.collect()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
    expect(run.summary()).toMatchObject({ done: 0, outcome: 'ended' });
  });

  it('which may assume no role is told by the first accounts', async () => {
    const world = largeWorld(accountIds(200));
    world.hub.permissions = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    };
    application = await ContextApplication.start(world);
    const run = buckets({ accounts: accountIds(200), regions: REGIONS, concurrency: 20 });
    await expect(run.collect()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
    expect(application.aws.calls.count('sts:AssumeRole')).toBeLessThan(40);
  });
});
