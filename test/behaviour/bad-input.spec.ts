import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import fc from 'fast-check';
import { LocalAws } from 'local-aws-accounts';
import {
  type AccountTarget,
  CrossAccountClientFactory,
  CrossAccountError,
  InvalidTargetError,
  NoHubRoleForPartitionError,
} from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { setEnvironment } from '../support/environment.js';
import { PAYMENTS, smallWorld } from '../support/world.js';

let built = 0;
class CountedClient extends S3Client {
  constructor(config: S3ClientConfig) {
    super(config);
    built += 1;
  }
}

let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restoreEnvironment = setEnvironment(aws.env);
  app = await startApplication();
  factory = app.get(CrossAccountClientFactory);
});

afterAll(async () => {
  await app.close();
  restoreEnvironment();
  await aws.close();
});

/** Every way in which a target can come to the factory, with the error of each. */
async function refusals(given: unknown): Promise<unknown[]> {
  const target = given as AccountTarget;
  const ways = [
    () => factory.get(CountedClient, target),
    () => factory.getCredentials(target),
    () => factory.assume(target),
    () => factory.invalidate(target),
  ];
  const outcomes = await Promise.allSettled(ways.map(async (way) => way()));
  return outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined));
}

/** Nothing was asked of anybody, and nothing is kept. */
function expectNoTrace(): void {
  expect([aws.calls.list(), aws.openSockets, built]).toEqual([[], 0, 0]);
  const { clients, credentials, sts } = factory.stats();
  const { callsPerSecond, ...counts } = sts;
  expect(callsPerSecond).toBe(360);
  expect([clients, credentials, counts].flatMap((group) => Object.values(group)).filter(Boolean)).toEqual([]);
}

const REGIONS: unknown[] = [
  'evil.com',
  'x@evil.com',
  'us-east-1/..',
  '*',
  'US-EAST-1',
  '__proto__',
  'constructor',
  'localhost',
  'fips-us-east-1',
  'us-east-1\n',
  'us-east-1\u0000',
  'us-east-1#',
  'us-east-1?',
  'us-east-1:443',
  'uѕ-east-1',
  '',
  7,
  null,
  true,
  ['us-east-1'],
  { toString: () => 'us-east-1' },
];

describe('a region that is none', () => {
  it.each(REGIONS.map((region) => [region]))(
    'is refused before there is a client, and leaves no trace: %p',
    async (region) => {
      const errors = await refusals({ accountId: PAYMENTS, region });
      for (const error of errors) expect(error).toMatchObject({ code: 'INVALID_REGION', field: 'region' });
      expect(() => factory.getHubClient(CountedClient, { region: region as string })).toThrow('region');
      expectNoTrace();
    },
  );
});

const roleArn = (account: string): string => `arn:aws:iam::${account}:role/reader`;

describe('a target that is malformed', () => {
  it.each<[string, unknown]>([
    ['accountId', { accountId: '11112222333' }],
    ['accountId', { accountId: '1111222233334' }],
    ['accountId', { accountId: '111122223333\n' }],
    ['accountId', { accountId: '１１1122223333' }],
    ['accountId', { accountId: '١١١١٢٢٢٢٣٣٣٣' }],
    ['accountId', { accountId: [PAYMENTS] }],
    ['accountId', { accountId: 111_122_223_333 }],
    ['accountId', { accountId: '0x1a2222e335' }],
    ['accountId', [PAYMENTS]],
    ['accountId', PAYMENTS],
    ['accountId', undefined],
    ['accountId', { accountId: null }],
    ['accountId', { accountId: null, roleArn: roleArn(PAYMENTS) }],
    ['accountId', { accountId: { toString: () => PAYMENTS } }],
    ['roleArn', { roleArn: 'arn:::::' }],
    ['roleArn', { roleArn: `${roleArn(PAYMENTS)}\n` }],
    ['roleArn', { roleArn: [roleArn(PAYMENTS)] }],
    ['roleArn', { roleArn: roleArn(PAYMENTS).replace('iam', 'sts') }],
    ['accountId', { accountId: PAYMENTS, roleArn: roleArn('444455556666') }],
    ['region', { roleArn: roleArn(PAYMENTS), region: 'cn-north-1' }],
    ['partition', { roleArn: roleArn(PAYMENTS), partition: 'aws-cn' }],
    ['partition', { accountId: PAYMENTS, partition: 'evil' }],
    ['externalId', { accountId: PAYMENTS, externalId: 'two words' }],
    ['externalId', { accountId: PAYMENTS, externalId: 'x'.repeat(1_225) }],
    ['externalId', { accountId: PAYMENTS, externalId: 'a\r\nb' }],
    ['sessionName', { accountId: PAYMENTS, sessionName: 'аlice' }],
    ['sessionName', { accountId: PAYMENTS, sessionName: 'a' }],
    ['endpoint', { accountId: PAYMENTS, endpoint: 'http://evil.com' }],
    ['credentials', { accountId: PAYMENTS, credentials: {} }],
    ['__proto__', JSON.parse(`{"accountId":"${PAYMENTS}","__proto__":{}}`)],
  ])('is refused by the name of its field %s, and leaves no trace: %j', async (field, target) => {
    for (const error of await refusals(target)) {
      expect(error).toBeInstanceOf(InvalidTargetError);
      expect((error as InvalidTargetError).field).toBe(field);
      expect((error as InvalidTargetError).message).toContain(field);
    }
    expectNoTrace();
  });

  it('is refused for another partition than the hub role is in', async () => {
    for (const target of [{ accountId: PAYMENTS, region: 'cn-north-1' }, { roleArn: roleArnIn('aws-cn') }]) {
      const [error] = await refusals(target);
      expect([NoHubRoleForPartitionError, InvalidTargetError]).toContain((error as object).constructor);
    }
    expectNoTrace();
  });

  const value = fc.oneof(
    fc.anything(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(PAYMENTS, roleArn(PAYMENTS), 'eu-west-1', 'aws', '', ...REGIONS),
  );
  const FIELDS = [
    'accountId',
    'roleArn',
    'region',
    'partition',
    'roleName',
    'externalId',
    'sessionName',
    'via',
  ];

  it('of whatever content and form ends in a typed error that names a field, and in nothing else', async () => {
    const target = fc.oneof(
      fc.anything(),
      fc.record(Object.fromEntries(FIELDS.map((field) => [field, value])), { requiredKeys: [] }),
    );
    await fc.assert(
      fc.asyncProperty(target, async (given) => {
        const [error] = await refusals(withMistake(given));
        expect(error).toBeInstanceOf(CrossAccountError);
        expect(error).toHaveProperty('field');
      }),
      { numRuns: 1_000 },
    );
    expectNoTrace();
  });
});

const roleArnIn = (partition: string): string => `arn:${partition}:iam::${PAYMENTS}:role/reader`;

/** What happens to be right is made wrong. */
function withMistake(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return { ...given, accountId: 'wrong' };
}
