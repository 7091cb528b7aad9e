import { ListBucketsCommand, type ListBucketsCommandInput, paginateListBuckets } from '@aws-sdk/client-s3';
import { PAYMENTS, SEARCH } from '../../support/world.js';
import { createBucketIn } from '../support/create-bucket.js';
import { type Place, roleArn } from './place.js';
import { POWERLESS_ROLE } from './places.js';
import { type Scenario, scenariosOf } from './scenario.js';

const { bothAreRight, localAwsIsRight, nobodyKnows } = scenariosOf('ListBuckets');

const NAMES = ['zebra', 'ant-hill', 'monkey'];

/** An account with three buckets, made in this order, another one with one, and clients of the first. */
async function zoo(place: Place) {
  const keys = await place.keysIn(PAYMENTS);
  const s3 = place.s3(keys);
  for (const name of NAMES) await createBucketIn(s3, name);
  await createBucketIn(place.s3(await place.keysIn(SEARCH)), 'search-index');
  return { keys, s3 };
}

const lists =
  (input: ListBucketsCommandInput = {}): Scenario['ask'] =>
  async (place) => {
    const { s3 } = await zoo(place);
    const { Buckets = [] } = await s3.send(new ListBucketsCommand(input));
    return Buckets.map(({ Name }) => Name).join(', ') || 'none';
  };

const counts =
  (input: ListBucketsCommandInput): Scenario['ask'] =>
  async (place) => {
    const { s3 } = await zoo(place);
    const { Buckets = [] } = await s3.send(new ListBucketsCommand(input));
    return `${Buckets.length} buckets`;
  };

const field =
  (name: 'Prefix' | 'BucketRegion', input: ListBucketsCommandInput): Scenario['ask'] =>
  async (place) => {
    const { s3 } = await zoo(place);
    const answer = await s3.send(new ListBucketsCommand(input));
    const value = name === 'Prefix' ? answer.Prefix : answer.Buckets?.[0]?.BucketRegion;
    return `${name}: ${value ?? 'none'}`;
  };

async function pages(place: Place): Promise<string> {
  const { s3 } = await zoo(place);
  const found: (string | undefined)[] = [];
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 2 }, {})) {
    found.push(...Buckets.map(({ Name }) => Name));
  }
  return found.join(', ');
}

async function regions(place: Place): Promise<string> {
  const { keys, s3 } = await zoo(place);
  await createBucketIn(place.s3(keys, 'us-west-2'), 'whale');
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({ BucketRegion: 'eu-west-1', Prefix: 'z' }));
  return Buckets.map(({ Name }) => Name).join(', ');
}

const withSession =
  (input: object): Scenario['ask'] =>
  async (place) => {
    const keys = await place.keysIn(PAYMENTS, input);
    const { Buckets = [] } = await place.s3(keys).send(new ListBucketsCommand({}));
    return `${Buckets.length} buckets`;
  };

const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
const sessionPolicy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });

async function owners(place: Place): Promise<string> {
  const ids = await Promise.all(
    [PAYMENTS, SEARCH].map(async (accountId) => {
      const s3 = place.s3(await place.keysIn(accountId));
      return (await s3.send(new ListBucketsCommand({}))).Owner?.ID;
    }),
  );
  return new Set(ids).size === 2 ? 'two owners' : 'one owner';
}

const SORTED = '200 ant-hill, monkey, zebra';
const AS_MADE = '200 zebra, ant-hill, monkey';
const invalid = (moto: string) => ({ localAws: '400 InvalidArgument', moto });

export const listBucketsScenarios: Scenario[] = [
  nobodyKnows('the order of buckets', lists(), { localAws: SORTED, moto: AS_MADE }, 'ListBuckets'),
  localAwsIsRight(
    'all pages of two buckets',
    pages,
    { localAws: SORTED, moto: '200 zebra, ant-hill' },
    'ListBuckets',
  ),
  localAwsIsRight('`MaxBuckets` 0', lists({ MaxBuckets: 0 }), invalid('200 none'), 'ListBuckets'),
  localAwsIsRight('`MaxBuckets` 10001', lists({ MaxBuckets: 10_001 }), invalid(AS_MADE), 'ListBuckets'),
  localAwsIsRight(
    'a token that S3 did not make',
    lists({ ContinuationToken: 'garbage' }),
    invalid(AS_MADE),
    'ListBuckets',
  ),
  bothAreRight('an empty token', counts({ ContinuationToken: '' }), '200 3 buckets', 'ListBuckets'),
  bothAreRight('a prefix', lists({ Prefix: 'z' }), '200 zebra', 'ListBuckets'),
  localAwsIsRight(
    'what it says about the prefix',
    field('Prefix', { Prefix: 'z' }),
    { localAws: '200 Prefix: z', moto: '200 Prefix: none' },
    'ListBuckets',
  ),
  bothAreRight('the buckets of one region', regions, '200 zebra', 'ListBuckets'),
  localAwsIsRight(
    'what it says about regions',
    field('BucketRegion', { MaxBuckets: 1 }),
    { localAws: '200 BucketRegion: eu-west-1', moto: '200 BucketRegion: none' },
    'ListBuckets',
  ),
  localAwsIsRight(
    'the buckets of a region that was not asked',
    lists({ BucketRegion: 'us-west-2' }),
    invalid('200 none'),
    'ListBuckets',
  ),
  localAwsIsRight(
    'a role without permissions',
    withSession({ RoleArn: roleArn(PAYMENTS, POWERLESS_ROLE) }),
    { localAws: '403 AccessDenied', moto: '200 0 buckets' },
    'ListBuckets',
  ),
  localAwsIsRight(
    'a session policy that denies it',
    withSession({ Policy: sessionPolicy }),
    { localAws: '403 AccessDenied', moto: '200 0 buckets' },
    'AssumeRole',
  ),
  localAwsIsRight(
    'the owner ids of two accounts',
    owners,
    { localAws: '200 two owners', moto: '200 one owner' },
    'Canonical ids',
  ),
];
