import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { CrossAccountClientFactory } from 'nestjs-aws-cross-account';

import { startApplication } from '../support/application.js';
import { AwsInThread } from '../support/aws-in-thread.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { accountIds, bucketOf, largeWorld } from '../support/world.js';

const ACCOUNTS = accountIds(100);
const [ACCOUNT = ''] = ACCOUNTS;
const REGIONS = (
  'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ' +
  'ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3'
).split(' ');
const SERVICES = [S3Client, S3, SQSClient, STSClient, DynamoDBClient, KinesisClient];

let aws: AwsInThread;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  aws = await AwsInThread.start(largeWorld(ACCOUNTS));
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(async () => {
  await aws.reset();
  app = await startApplication();
  factory = app.get(CrossAccountClientFactory);
});

afterEach(() => app.close(), 30_000);

describe('calls to STS', () => {
  it('are 100 for 10,000 concurrent first uses over 100 roles, and every answer is of the right account', async () => {
    const uses = Array.from({ length: 10_000 }, (_, index) => ACCOUNTS[index % ACCOUNTS.length] ?? '');
    const lists = await Promise.all(
      uses.map((accountId) => bucketNames(factory.get(S3Client, { accountId }))),
    );
    expect(lists.filter(([name], index) => name !== bucketOf(uses[index] ?? ''))).toEqual([]);
    expect(await aws.count('sts:AssumeRole')).toBe(100);
    expect(await aws.count('s3:ListBuckets')).toBe(10_000);
    for (const accountId of ACCOUNTS) expect(await aws.count('sts:AssumeRole', { accountId })).toBe(1);
  }, 120_000);

  it('are 1 for one role in 17 regions with 6 services', async () => {
    const credentials = REGIONS.flatMap((region) =>
      SERVICES.map(async (Service) => {
        const client: { config: { credentials: () => Promise<object> } } = factory.get<S3Client>(
          Service as typeof S3Client,
          {
            accountId: ACCOUNT,
            region,
          },
        );
        return client.config.credentials();
      }),
    );
    expect(await Promise.all(credentials)).toHaveLength(17 * 6);
    expect(factory.stats().clients.created).toBe(17 * 6);
    expect(await aws.count('sts:AssumeRole')).toBe(1);
  });

  it('are none for 1,000 further uses', async () => {
    const client = factory.get(S3Client, { accountId: ACCOUNT });
    await bucketNames(client);
    await aws.reset();
    await Promise.all(
      Array.from({ length: 1_000 }, () => bucketNames(factory.get(S3Client, { accountId: ACCOUNT }))),
    );
    expect(await aws.count('sts:AssumeRole')).toBe(0);
    expect(await aws.count('s3:ListBuckets')).toBe(1_000);
  });

  it('are made by a first request even of a service that then fails', async () => {
    const client = factory.get(DynamoDBClient, { accountId: ACCOUNT }, { maxAttempts: 1 });
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ $fault: 'client' });
    expect(await aws.count('sts:AssumeRole')).toBe(1);
  });
});
