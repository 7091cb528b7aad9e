import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import type { AccountTarget } from 'nestjs-aws-cross-account';
import type { CrossAccountClientFactory } from '../../libs/aws-cross-account/src/clients/cross-account-client-factory.js';
import { openFactory } from '../../libs/aws-cross-account/src/clients/open-factory.js';
import { ManualClock } from '../../libs/aws-cross-account/src/credentials/testing/manual-clock.js';
import { setEnvironment } from '../support/environment.js';
import { PAYMENTS, ROLE_NAME, smallWorld } from '../support/world.js';
import { loadBlock } from './run-block.js';

type Made<What> = (factory: CrossAccountClientFactory, target: AccountTarget, what: What) => Promise<string>;

interface Lasting {
  readonly downloadUrl: Made<{ Bucket: string; Key: string }>;
  readonly databaseToken: Made<{ hostname: string; port: number; username: string }>;
}

const target = { accountId: PAYMENTS, region: 'eu-west-1' };
const object = { Bucket: 'payments-ledger', Key: 'report' };

let aws: LocalAws;
let restore: () => void;
let clock: ManualClock;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restore = setEnvironment(aws.env);
  clock = new ManualClock(Date.now());
  factory = await openFactory({ roleName: ROLE_NAME, shutdownSeconds: 0 }, clock);
});

afterAll(async () => {
  await factory.close();
  restore();
  await aws.close();
});

const assumed = (): number => aws.calls.count('sts:AssumeRole');
const keyIn = (signed: string): string | undefined =>
  /X-Amz-Credential=(ASIA\w+)/.exec(decodeURIComponent(signed))?.[1];

describe('what the guide to credentials makes now, to be used later', () => {
  it('is made with a session that lasts as long: a presigned URL, and a token for a database', async () => {
    const { downloadUrl, databaseToken } = await loadBlock<Lasting>('docs/credentials.md', 'lasting');
    const database = { hostname: 'db.example.com', port: 5432, username: 'reader' };
    await factory.get(S3Client, target).send(new PutObjectCommand({ ...object, Body: 'of the account' }));
    const first = await downloadUrl(factory, target, object);
    expect(await (await fetch(first)).text()).toBe('of the account');
    expect(keyIn(await databaseToken(factory, target, database))).toBe(keyIn(first));
    expect(assumed()).toBe(1);

    clock.advance(44 * 60_000);
    expect(keyIn(await databaseToken(factory, target, database))).toBe(keyIn(first));
    // Fresh still, but without the quarter of an hour that is needed.
    clock.advance(2 * 60_000);
    const second = await databaseToken(factory, target, database);
    expect(assumed()).toBe(2);
    expect(keyIn(second)).not.toBe(keyIn(first));
    const url = await downloadUrl(factory, target, object);
    expect(keyIn(url)).toBe(keyIn(second));
    expect(await (await fetch(url)).text()).toBe('of the account');
  });
});
