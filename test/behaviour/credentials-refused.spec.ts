import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { LocalAws } from 'local-aws-accounts';
import { CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { member, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

const MINUTE = 60_000;

let ahead: number;
let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeEach(async () => {
  ahead = 0;
  aws = await LocalAws.start(smallWorld(), { clock: () => Date.now() + ahead });
  restoreEnvironment = setEnvironment(aws.env);
  app = await startApplication({ durationSeconds: 900 });
  factory = app.get(CrossAccountClientFactory);
});

afterEach(async () => {
  await app.close();
  restoreEnvironment();
  await aws.close();
});

/**
 * Lets AWS's clock run ahead of ours until it takes the sessions of 15 minutes for expired, which for us have just begun. In
 * two strides, since AWS refuses clocks that are 15 minutes off: the clients see the first one, and sign by it.
 */
async function endSessions(...clients: S3Client[]): Promise<void> {
  await factory.assume({ accountId: PAYMENTS });
  ahead = 8 * MINUTE;
  await Promise.all([factory.assume({ accountId: SEARCH }), ...clients.map(bucketNames)]);
  ahead = 16 * MINUTE;
  aws.calls.reset();
}

/** The role is taken away and made anew, as another role of the same name: AWS knows nothing of the keys any more. */
function replaceRole(): void {
  aws.update(({ accounts }) => {
    delete accounts[PAYMENTS]?.roles?.[ROLE_NAME];
  });
  aws.update(({ accounts }) => {
    Object.assign(accounts[PAYMENTS] ?? {}, member(['payments-invoices', 'payments-ledger']));
  });
  aws.calls.reset();
}

const assumed = (): number => aws.calls.count('sts:AssumeRole');

describe('a session that AWS takes for expired before we do', () => {
  it('costs 1,000 concurrent requests of one client one AssumeRole, and no error', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await endSessions(client);
    const lists = await Promise.all(Array.from({ length: 1_000 }, () => bucketNames(client)));
    expect(lists.filter((names) => names.length !== 2)).toEqual([]);
    expect(assumed()).toBe(1);
    expect(aws.calls.count('s3:ListBuckets', { outcome: 'succeeded' })).toBe(1_000);
    expect(aws.calls.count('s3:ListBuckets', { errorCode: 'ExpiredToken' })).toBeGreaterThan(0);
  }, 30_000);

  it('is renewed for all clients of the session, whoever was told', async () => {
    const regions = ['eu-west-1', 'us-east-1', 'ap-south-1'];
    const clients = regions.map((region) =>
      factory.get(S3Client, { accountId: PAYMENTS, region }, { maxAttempts: 1 }),
    );
    await endSessions(...clients);
    for (const client of clients) await bucketNames(client);
    expect(assumed()).toBe(1);
    expect(aws.calls.count('s3:ListBuckets', { outcome: 'refused' })).toBe(1);
  });

  it('of the hub role is none of our business: its error is passed on', async () => {
    const credentials = await factory.getCredentials({ accountId: PAYMENTS })();
    const other = await startApplication({ credentials });
    const own = other.get(CrossAccountClientFactory).getHubClient(S3Client, { maxAttempts: 1 });
    await endSessions(own);
    const refused = await bucketNames(own).catch((error: unknown) => error);
    await other.close();
    expect(refused).toMatchObject({ name: 'ExpiredToken' });
    expect(aws.calls.count('s3:ListBuckets')).toBe(1);
  });
});

describe('a session that AWS knows nothing of any more', () => {
  it('is assumed anew, for S3 and for services with other words for it', async () => {
    const s3 = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 });
    const sts = factory.get(STSClient, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await bucketNames(s3);
    replaceRole();
    expect(await bucketNames(s3)).toHaveLength(2);
    expect(assumed()).toBe(1);
    factory.invalidate({ accountId: PAYMENTS });
    await sts.send(new GetCallerIdentityCommand());
    replaceRole();
    expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({ Account: PAYMENTS });
  });

  it('a second time within five minutes is passed on: it may be the service that is wrong', async () => {
    const s3 = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await bucketNames(s3);
    replaceRole();
    await bucketNames(s3);
    replaceRole();
    await expect(bucketNames(s3)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    expect(assumed()).toBe(0);
  });

  it('is not even suspected for an answer without a code', async () => {
    const s3 = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await bucketNames(s3);
    replaceRole();
    const head = s3.send(new HeadBucketCommand({ Bucket: 'payments-ledger' }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(assumed()).toBe(0);
  });
});
