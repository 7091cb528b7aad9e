import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable, type INestApplicationContext } from '@nestjs/common';
import { trustPolicy } from 'local-aws-accounts';
import { AccountSweep, InjectAccountClient } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { AwsInThread } from '../support/aws-in-thread.js';
import { setEnvironment } from '../support/environment.js';
import { accountIds, HUB_ACCOUNT, largeWorld, ROLE_NAME } from '../support/world.js';

const REGIONS = [
  'us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1',
  'ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ca-central-1 sa-east-1',
].flatMap((line) => line.split(' '));

/** 5,000 accounts are the full figure, which `SWEEP_ACCOUNTS=5000` sets; fewer have the same shares of everything, and caches to match. */
const ACCOUNTS = Number(process.env.SWEEP_ACCOUNTS ?? 60);
const OFF = 'sa-east-1';
const timeLimit = 20_000 + ACCOUNTS * 200;

const ids = accountIds(ACCOUNTS);
const denied = new Set(ids.filter((_, index) => index % 50 === 7));
const hanging = ids.filter((_, index) => index % 100 === 13);
const disabled = ids.filter((_, index) => index % 200 === 29);

@Injectable()
class Inventory {
  constructor(@InjectAccountClient(S3Client) private readonly s3: S3Client) {}

  async count(): Promise<number> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand());
    return Buckets.length;
  }
}

describe(`a sweep of ${ACCOUNTS} accounts in 17 regions, of which 2 % deny, 1 % hang and 0.5 % have a region off`, () => {
  let aws: AwsInThread;
  let app: INestApplicationContext;
  let restore: () => void;

  beforeAll(async () => {
    const world = largeWorld(ids);
    for (const id of denied) {
      const trust = trustPolicy({ principal: 'arn:aws:iam::123456789012:root' });
      world.accounts[id] = { roles: { [ROLE_NAME]: { trust } } };
    }
    aws = await AwsInThread.start(world);
    restore = setEnvironment(aws.env);
    for (const accountId of hanging)
      await aws.addFault({ accountId, action: 's3:ListBuckets', fault: { kind: 'hang', at: 'response' } });
    for (const accountId of disabled)
      await aws.addFault({ accountId, region: OFF, fault: { kind: 'region-disabled' } });
    app = await startApplication(
      {
        hubAccountId: HUB_ACCOUNT,
        sts: { callsPerSecond: 2_000 },
        clientDefaults: { maxAttempts: 1 },
        cache: { clients: ACCOUNTS },
      },
      { providers: [Inventory] },
    );
  }, timeLimit);

  afterAll(async () => {
    await app.close();
    restore();
    await aws.close();
  });

  it(
    'answers one result for each target, assumes each role once, and never throws',
    async () => {
      const inventory = app.get(Inventory);
      const sweep = app
        .get(AccountSweep)
        .run(
          { accounts: ids, regions: REGIONS, timeoutMs: 4_000, concurrency: 20, perAccountConcurrency: 17 },
          () => inventory.count(),
        );
      const seen = new Set<string>();
      const heap: number[] = [];
      for await (const { target } of sweep) {
        seen.add(`${target.accountId} ${target.region}`);
        if (seen.size % (ACCOUNTS * 2) === 0) heap.push(usedHeap());
      }
      const summary = sweep.summary();
      expect(seen.size).toBe(ACCOUNTS * REGIONS.length);
      expect(summary.done).toBe(ACCOUNTS * REGIONS.length);
      const counts = new Map(summary.failures.map(({ code, count }) => [code, count]));
      expect(Object.fromEntries(counts)).toEqual({
        ASSUME_ROLE_DENIED: denied.size * REGIONS.length,
        TARGET_TIMED_OUT: hanging.length * REGIONS.length,
        InvalidToken: disabled.length,
      });
      expect(await aws.count('sts:AssumeRole')).toBeLessThanOrEqual(ACCOUNTS + disabled.length);
      // The first part has made every cache that there is; from then on it may not grow with the targets.
      const [, first = 0, ...later] = heap;
      expect(Math.max(...later)).toBeLessThan(first * 1.5);
    },
    timeLimit,
  );
});

function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
