import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import fc from 'fast-check';
import { type FaultRule, trustPolicy, type World } from 'local-aws-accounts';
import { AssumeRoleDeniedError, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { AwsInThread } from '../support/aws-in-thread.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { accountIds, bucketOf, HUB_ROLE, largeWorld, ROLE_NAME } from '../support/world.js';

const TENANTS = accountIds(200);
const CONCURRENT = 50;
/** Requests altogether. 100,000 take over a minute; this many run each time, and TENANT_REQUESTS sets another number. */
const REQUESTS = Number(process.env.TENANT_REQUESTS ?? 20_000);
const ROUNDS = Math.ceil(REQUESTS / (TENANTS.length * CONCURRENT));
const FAULTS_A_ROUND = 150;
/** What a service or STS says of a key, token and signature that do not belong together, or to this account. */
const MIXED = [
  'SignatureDoesNotMatch',
  'InvalidAccessKeyId',
  'InvalidToken',
  'InvalidClientTokenId',
  'AccessDenied',
];

/** One role that two tenants name, of whom only the first has the external ID that its trust policy asks for. */
const [SHARED = ''] = TENANTS;
const sharedRole = { roleArn: `arn:aws:iam::${SHARED}:role/${ROLE_NAME}` };
const tenantId = (accountId: string): string => `tenant:${accountId}`;

function world(): World {
  const all = largeWorld(TENANTS);
  for (const id of TENANTS) {
    const trust = trustPolicy({ principal: HUB_ROLE, externalId: tenantId(id) });
    all.accounts[id] = { buckets: [bucketOf(id)], roles: { [ROLE_NAME]: { trust } } };
  }
  return all;
}

const s3Fault = fc.constantFrom<FaultRule['fault']>(
  { kind: 'throttle' },
  { kind: 'server-error' },
  { kind: 'server-error', status: 503 },
  { kind: 'reset' },
  { kind: 'html' },
  { kind: 'slow', delayMs: 20 },
  { kind: 'reject-key', code: 'ExpiredToken' },
);
/** Of those that make STS look down to everybody there are other tests, and they would only make this one wait. */
const stsFault = fc.constantFrom<FaultRule['fault']>(
  { kind: 'slow', delayMs: 20 },
  { kind: 'missing-credentials' },
  { kind: 'expiration', value: 'past' },
  { kind: 'wrong-account', accountId: TENANTS[1] ?? '' },
);
const common = { accountId: fc.constantFrom(...TENANTS), times: fc.integer({ min: 1, max: 3 }) };
const s3Rule = fc.record({ ...common, action: fc.constant('s3:ListBuckets' as const), fault: s3Fault });
const stsRule = fc.record({ ...common, action: fc.constant('sts:AssumeRole' as const), fault: stsFault });
const rule = fc.oneof({ arbitrary: s3Rule, weight: 4 }, { arbitrary: stsRule, weight: 1 });

let aws: AwsInThread;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  aws = await AwsInThread.start(world());
  restoreEnvironment = setEnvironment(aws.env);
  app = await startApplication({ sts: { callsPerSecond: 10_000 }, maxAttempts: 4 });
  factory = app.get(CrossAccountClientFactory);
});

afterAll(async () => {
  await app.close();
  restoreEnvironment();
  await aws.close();
});

beforeEach(() => aws.reset());

/** The client that a tenant's external ID gives. */
const clientOf = (accountId: string): S3Client =>
  factory.get(S3Client, { accountId, externalId: tenantId(accountId) });

describe('200 tenants, 50 requests of each at the same time, under random faults', () => {
  it(`see their own buckets and nothing else, over ${REQUESTS} requests`, async () => {
    const seen = { own: 0, foreign: 0, failed: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const each of fc.sample(rule, FAULTS_A_ROUND)) await aws.addFault(each);
      // So that roles are assumed anew, under faults, while others are warm.
      for (const id of fc.sample(common.accountId, 40)) factory.invalidateAccount(id);
      const outcomes = await Promise.all(
        TENANTS.flatMap((id) => Array.from({ length: CONCURRENT }, () => ask(id))),
      );
      for (const outcome of outcomes) seen[outcome] += 1;
      await aws.clearFaults();
    }
    expect(seen.foreign).toBe(0);
    expect(seen.own + seen.failed).toBe(ROUNDS * TENANTS.length * CONCURRENT);
    // Most faults are overcome, so that this is about answers and not about errors.
    expect(seen.own).toBeGreaterThan(0.9 * (seen.own + seen.failed));
    for (const errorCode of MIXED) {
      expect(await aws.count('s3:ListBuckets', { errorCode })).toBe(0);
      expect(await aws.count('sts:AssumeRole', { errorCode })).toBe(0);
    }
  }, 300_000);
});

async function ask(id: string): Promise<'own' | 'foreign' | 'failed'> {
  const [outcome] = await Promise.allSettled([bucketNames(clientOf(id))]);
  if (outcome.status === 'rejected') return 'failed';
  return outcome.value.length === 1 && outcome.value[0] === bucketOf(id) ? 'own' : 'foreign';
}

describe('two tenants that name one role', () => {
  it('share nothing: whom its trust policy refuses stays refused while the credentials of the other are warm', async () => {
    factory.invalidateAccount(SHARED);
    const owner = factory.get(S3Client, { ...sharedRole, externalId: tenantId(SHARED) });
    const thief = factory.get(S3Client, { ...sharedRole, externalId: tenantId(TENANTS[1] ?? '') });
    const nameless = factory.get(S3Client, sharedRole);
    for (let round = 0; round < 20; round += 1) {
      const turns = [owner, thief, nameless].map((client) => bucketNames(client));
      const [own, ...others] = await Promise.allSettled(turns);
      expect(own).toEqual({ status: 'fulfilled', value: [bucketOf(SHARED)] });
      for (const other of others)
        expect(other).toEqual({ status: 'rejected', reason: expect.any(AssumeRoleDeniedError) });
    }
    // The owner's, and one each for those who are refused, which is remembered.
    expect(await aws.count('sts:AssumeRole')).toBe(3);
    expect(await aws.count('s3:ListBuckets')).toBe(20);
  });
});
