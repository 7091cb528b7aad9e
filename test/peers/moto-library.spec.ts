import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { type AccountTarget, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { PAYMENTS, ROLE_NAME, SEARCH } from '../support/world.js';
import { createBucketIn } from './support/create-bucket.js';
import { MOTO_ACCOUNT, MotoServer } from './support/moto-server.js';

let moto: MotoServer;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  moto = await MotoServer.start();
  restoreEnvironment = setEnvironment(moto.env);
});

afterAll(async () => {
  restoreEnvironment();
  await moto.stop();
});

beforeEach(async () => {
  await moto.reset();
  app = await startApplication();
  factory = app.get(CrossAccountClientFactory);
});

afterEach(() => app.close());

const create = (name: string, target: AccountTarget): Promise<unknown> =>
  createBucketIn(factory.get(S3Client, target), name);

describe('the library against moto, told nothing but AWS_ENDPOINT_URL, a region and dummy keys', () => {
  it('keeps the buckets of two accounts and of the hub apart', async () => {
    await create('payments-invoices', { accountId: PAYMENTS });
    await create('payments-ledger', { accountId: PAYMENTS });
    await create('search-index', { accountId: SEARCH });
    await createBucketIn(factory.getHubClient(S3Client), 'hub-reports');
    const lists = await Promise.all([
      bucketNames(factory.get(S3Client, { accountId: PAYMENTS })),
      bucketNames(factory.get(S3Client, { accountId: SEARCH })),
      bucketNames(factory.getHubClient(S3Client)),
    ]);
    expect(lists).toEqual([['payments-invoices', 'payments-ledger'], ['search-index'], ['hub-reports']]);
  });

  it('is, in an account, the assumed role that it says it is', async () => {
    const assumed = await factory.assume({ accountId: PAYMENTS, sessionName: 'peer-test' });
    const sts = factory.get(STSClient, { accountId: PAYMENTS, sessionName: 'peer-test' });
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(assumed).toEqual({
      accountId: PAYMENTS,
      roleArn: `arn:aws:iam::${PAYMENTS}:role/${ROLE_NAME}`,
      sessionArn: `arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE_NAME}/peer-test`,
      expiration: expect.any(Date),
    });
    expect({ Account, Arn }).toEqual({ Account: assumed.accountId, Arn: assumed.sessionArn });
  });

  it('leaves the path out of the ARN of the session, as STS does', async () => {
    const target = { accountId: PAYMENTS, rolePath: '/teams/audit/', sessionName: 'peer-test' };
    const { roleArn, sessionArn } = await factory.assume(target);
    expect(roleArn).toBe(`arn:aws:iam::${PAYMENTS}:role/teams/audit/${ROLE_NAME}`);
    expect(sessionArn).toBe(`arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE_NAME}/peer-test`);
  });

  it('is the hub itself without a role', async () => {
    const { Account } = await factory.getHubClient(STSClient).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe(MOTO_ACCOUNT);
  });

  it('works with one role in two regions', async () => {
    await create('payments-eu', { accountId: PAYMENTS, region: 'eu-west-1' });
    await create('payments-us', { accountId: PAYMENTS, region: 'us-west-2' });
    const regions = await Promise.all(
      ['payments-eu', 'payments-us'].map(async (Bucket) => {
        const s3 = factory.get(S3Client, { accountId: PAYMENTS });
        return (await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion;
      }),
    );
    expect(regions).toEqual(['eu-west-1', 'us-west-2']);
    expect(factory.stats()).toMatchObject({ clients: { created: 2 }, credentials: { obtained: 1 } });
  });

  it('gets temporary credentials that live as long as was asked', async () => {
    const earliest = Date.now() + 900_000;
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await factory.getCredentials({
      accountId: PAYMENTS,
      durationSeconds: 900,
    })();
    const latest = Date.now() + 900_000;
    expect(accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    expect(secretAccessKey).toHaveLength(40);
    expect(sessionToken?.length).toBeGreaterThan(100);
    expect(expiration?.getTime()).toBeGreaterThanOrEqual(earliest);
    expect(expiration?.getTime()).toBeLessThanOrEqual(latest);
  });

  it('assumes the role anew after invalidate, and not before', async () => {
    const keyOf = async (target: AccountTarget): Promise<string> =>
      (await factory.getCredentials(target)()).accessKeyId;
    const first = await keyOf({ accountId: PAYMENTS });
    const other = await keyOf({ accountId: SEARCH });
    expect(await keyOf({ accountId: PAYMENTS })).toBe(first);
    factory.invalidate({ accountId: PAYMENTS });
    expect(await keyOf({ accountId: PAYMENTS })).not.toBe(first);
    expect(await keyOf({ accountId: SEARCH })).toBe(other);
  });
});
