import type { Readable } from 'node:stream';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { LocalAws } from 'local-aws-accounts';
import { CrossAccountClientFactory, FactoryClosedError } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { member, PAYMENTS, SEARCH, smallWorld } from '../support/world.js';

const CAP = 25;
let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  const world = smallWorld();
  world.accounts[PAYMENTS] = {
    ...member([]),
    buckets: [{ name: 'payments', objects: { big: 'x'.repeat(4_000_000) } }],
  };
  aws = await LocalAws.start(world);
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(() => aws.calls.reset());

afterEach(async () => {
  aws.faults.clear();
  await app.close();
});

async function start(options: Parameters<typeof startApplication>[0] = {}): Promise<void> {
  app = await startApplication({ shutdownSeconds: 0, ...options });
  factory = app.get(CrossAccountClientFactory);
}

const s3In = (accountId: string): S3Client => factory.get(S3Client, { accountId }, { maxAttempts: 1 });
const lists = (client: S3Client, count: number): Promise<string[]>[] =>
  Array.from({ length: count }, () => bucketNames(client));

describe.each([undefined, 'sdk'] as const)('with the handler %p, an account that hangs', (requestHandler) => {
  it('holds its share of the connections, while all calls of the others are answered', async () => {
    await start({ requestHandler });
    await Promise.all([PAYMENTS, SEARCH].map((id) => factory.assume({ accountId: id })));
    const idle = aws.openSockets;
    const hung = aws.faults.add({
      action: 's3:ListBuckets',
      accountId: PAYMENTS,
      fault: { kind: 'hang', at: 'response' },
    });
    const stuck = Promise.allSettled(lists(s3In(PAYMENTS), 200));
    await hung.reached(CAP);
    expect(aws.openSockets - idle).toBe(CAP);
    expect(factory.stats().clients.waiting).toBe(200 - CAP);
    const answers = await Promise.all(lists(s3In(SEARCH), 200));
    expect(answers).toEqual(Array.from({ length: 200 }, () => ['search-index']));
    expect(await bucketNames(factory.getHubClient(S3Client))).toEqual(['hub-reports']);
    expect(hung.hits).toBe(CAP);
    await app.close();
    const reasons = (await stuck).map((outcome) => outcome.status === 'rejected' && outcome.reason);
    expect(reasons.every((reason) => reason instanceof FactoryClosedError)).toBe(true);
    expect(factory.stats().clients.waiting).toBe(0);
  }, 60_000);
});

describe('the share of an account', () => {
  it('does not let a download wait for the upload that it feeds, however small the share is', async () => {
    await start({ requestsPerAccount: 1 });
    // S3 takes no chunks that are smaller than those in which a download may arrive.
    const s3 = factory.get(S3Client, { accountId: PAYMENTS }, { requestStreamBufferSize: 65_536 });
    const source = await s3.send(new GetObjectCommand({ Bucket: 'payments', Key: 'big' }));
    const Body = source.Body as Readable;
    await s3.send(new PutObjectCommand({ Bucket: 'payments', Key: 'copy', Body, ContentLength: 4_000_000 }));
    const copy = await s3.send(new GetObjectCommand({ Bucket: 'payments', Key: 'copy' }));
    expect((await copy.Body?.transformToString())?.length).toBe(4_000_000);
  });

  it('keeps nobody who leaves waiting, and frees what they were to take', async () => {
    await start({ requestsPerAccount: 1 });
    let open = (): void => undefined;
    const until = new Promise<void>((resolve) => (open = resolve));
    const gate = aws.faults.add({ action: 's3:ListBuckets', times: 1, fault: { kind: 'gate', until } });
    const first = bucketNames(s3In(PAYMENTS));
    await gate.reached(1);
    const leaving = new AbortController();
    const left = s3In(PAYMENTS).send(new ListBucketsCommand({}), { abortSignal: leaving.signal });
    const last = bucketNames(s3In(PAYMENTS));
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    open();
    expect(await Promise.all([first, last])).toEqual([['payments'], ['payments']]);
    expect(aws.calls.count('s3:ListBuckets')).toBe(2);
  });

  it('bounds no call of STS', async () => {
    await start({ requestsPerAccount: 1 });
    let open = (): void => undefined;
    const until = new Promise<void>((resolve) => (open = resolve));
    const gate = aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'gate', until } });
    const sessions = ['one', 'two', 'three'].map((sessionName) =>
      factory.assume({ accountId: PAYMENTS, sessionName }),
    );
    await gate.reached(3);
    open();
    expect(await Promise.all(sessions)).toHaveLength(3);
  });
});
