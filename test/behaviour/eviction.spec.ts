import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from '@smithy/core/client';
import { LocalAws } from 'local-aws-accounts';
import { CrossAccountClientFactory, type SdkClientClass } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { HalfwayServer } from '../support/halfway-server.js';
import { accountIds, bucketOf, largeWorld } from '../support/world.js';

const ACCOUNTS = accountIds(60);
const [ACCOUNT = '', ...OTHERS] = ACCOUNTS;

let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;

beforeAll(async () => {
  aws = await LocalAws.start(largeWorld(ACCOUNTS));
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

afterEach(() => app.close());

async function start(
  options: Parameters<typeof startApplication>[0] = {},
): Promise<CrossAccountClientFactory> {
  app = await startApplication(options);
  return app.get(CrossAccountClientFactory);
}

describe('a client that falls out of the cache', () => {
  it('finishes the request that it has under way, which is sent once', async () => {
    const factory = await start({ cache: { clients: 1 } });
    let open = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      open = resolve;
    });
    const gate = aws.faults.add({ action: 's3:ListBuckets', times: 1, fault: { kind: 'gate', until } });
    const client = factory.get(S3Client, { accountId: ACCOUNT });
    const underWay = bucketNames(client);
    await gate.reached(1);
    for (const accountId of OTHERS.slice(0, 20)) await bucketNames(factory.get(S3Client, { accountId }));
    open();
    expect(await underWay).toEqual([bucketOf(ACCOUNT)]);
    expect(aws.calls.count('s3:ListBuckets', { accountId: ACCOUNT })).toBe(1);
    expect(factory.get(S3Client, { accountId: ACCOUNT })).not.toBe(client);
  });

  it('lets the body that it has in mid-stream be read to its end', async () => {
    const server = await HalfwayServer.start('midway');
    const restore = setEnvironment({ AWS_ENDPOINT_URL_S3: server.url });
    const factory = await start({ cache: { clients: 1 } });
    const command = new GetObjectCommand({ Bucket: 'some-bucket', Key: 'long' });
    const { Body } = await factory.get(S3Client, { accountId: ACCOUNT }).send(command);
    for (const accountId of OTHERS.slice(0, 20)) factory.get(S3Client, { accountId });
    server.goOn();
    expect(await Body?.transformToString()).toBe(HalfwayServer.body);
    expect(server.requests).toBe(1);
    restore();
    await server.close();
  });

  it('still works for whoever holds it', async () => {
    const factory = await start({ cache: { clients: 1 } });
    const client = factory.get(S3Client, { accountId: ACCOUNT });
    for (const accountId of OTHERS.slice(0, 20)) factory.get(S3Client, { accountId });
    expect(await bucketNames(client)).toEqual([bucketOf(ACCOUNT)]);
  });
});

describe('connections', () => {
  it('do not grow with the number of clients', async () => {
    const factory = await start({ cache: { clients: 5 } });
    const inTurn = async (accounts: string[]): Promise<number> => {
      for (const accountId of accounts) await bucketNames(factory.get(S3Client, { accountId }));
      return aws.openSockets;
    };
    const early = await inTurn(ACCOUNTS.slice(0, 20));
    expect(await inTurn(ACCOUNTS.slice(20))).toBe(early);
    expect(factory.stats().clients.cached).toBe(5);
  });
});

describe('50,000 accounts', () => {
  /** The least that is a client, so that this is about what keeps clients, and quick. */
  const LeastClient = class LeastClient extends Client<never, never, never, never> {} as SdkClientClass<
    Client<never, never, never, never>
  >;

  it('take up 2,000 clients of a class, and a client in use stays the same one', async () => {
    const factory = await start();
    const inUse = factory.get(LeastClient, { accountId: ACCOUNT });
    const others: unknown[] = [];
    for (const [index, accountId] of accountIds(50_000).entries()) {
      factory.get(LeastClient, { accountId });
      if (index % 1_000 === 0) others.push(factory.get(LeastClient, { accountId: ACCOUNT }));
    }
    expect(new Set(others)).toEqual(new Set([inUse]));
    expect(factory.stats().clients).toMatchObject({ cached: 2_000, created: 50_000 });
  }, 30_000);
});
