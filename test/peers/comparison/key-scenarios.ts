import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { HUB_ACCOUNT, PAYMENTS, SEARCH } from '../../support/world.js';
import type { Keys } from '../support/keys.js';
import type { Place } from './place.js';
import { type Scenario, scenariosOf } from './scenario.js';
import { textOf } from './text-of.js';

type SpoilKeys = (place: Place) => Promise<Partial<Keys>>;

const wrongSecret: SpoilKeys = async (place) => ({
  ...(await place.keysIn(PAYMENTS)),
  secretAccessKey: 'wrong',
});
const unknownKey: SpoilKeys = async (place) => ({
  ...(await place.keysIn(PAYMENTS)),
  accessKeyId: 'ASIAAAAAAAAAAAAAAAAA',
});
const swappedToken: SpoilKeys = async (place) => ({
  ...(await place.keysIn(PAYMENTS)),
  sessionToken: (await place.keysIn(SEARCH)).sessionToken,
});
const noToken: SpoilKeys = async (place) => {
  const { accessKeyId, secretAccessKey } = await place.keysIn(PAYMENTS);
  return { accessKeyId, secretAccessKey };
};
const expired: SpoilKeys = (place) => place.expiredKeysIn(PAYMENTS);
const good: SpoilKeys = (place) => place.keysIn(PAYMENTS);

const identity =
  (keys: SpoilKeys): Scenario['ask'] =>
  async (place) => {
    const { Account } = await place.sts(await keys(place)).send(new GetCallerIdentityCommand({}));
    return `account ${Account}`;
  };

const list =
  (keys: SpoilKeys): Scenario['ask'] =>
  async (place) => {
    const { Buckets = [] } = await place.s3(await keys(place)).send(new ListBucketsCommand({}));
    return `${Buckets.length} buckets`;
  };

async function userId(place: Place): Promise<string> {
  const { AssumedRoleUser } = await place.assume(PAYMENTS);
  const keys = await place.keysIn(PAYMENTS);
  const { UserId } = await place.sts(keys).send(new GetCallerIdentityCommand({}));
  return UserId === AssumedRoleUser?.AssumedRoleId ? 'the same' : 'another';
}

/** What the SDK cannot send. */
async function unsigned(place: Place): Promise<string> {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const text = await textOf(await fetch(place.url, { method: 'POST', body }));
  return text.includes('<ListAllMyBucketsResult') ? 'a list of buckets' : 'something else';
}

const sts = scenariosOf('GetCallerIdentity');
const s3 = scenariosOf('ListBuckets');

const refused = (status: number, code: string, moto = `200 account ${PAYMENTS}`) => ({
  localAws: `${status} ${code}`,
  moto,
});
const EMPTY = '200 0 buckets';

export const keyScenarios: Scenario[] = [
  sts.bothAreRight('an assumed role', identity(good), `200 account ${PAYMENTS}`, 'GetCallerIdentity'),
  sts.bothAreRight(
    'the hub',
    identity(async ({ hub }) => hub),
    `200 account ${HUB_ACCOUNT}`,
    'GetCallerIdentity',
  ),
  sts.bothAreRight('`UserId` and `AssumedRoleId` of a role', userId, '200 the same', 'GetCallerIdentity'),
  sts.localAwsIsRight(
    'a wrong secret',
    identity(wrongSecret),
    refused(403, 'SignatureDoesNotMatch'),
    'Signature errors',
  ),
  sts.localAwsIsRight(
    'an unknown access key',
    identity(unknownKey),
    refused(403, 'InvalidClientTokenId', '200 account 123456789012'),
    'STS errors',
  ),
  sts.localAwsIsRight(
    "another session's token",
    identity(swappedToken),
    refused(403, 'InvalidClientTokenId'),
    'STS errors',
  ),
  sts.localAwsIsRight('no token', identity(noToken), refused(403, 'InvalidClientTokenId'), 'STS errors'),
  sts.localAwsIsRight('an expired session', identity(expired), refused(403, 'ExpiredToken'), 'STS errors'),
  sts.localAwsIsRight(
    'no signature',
    unsigned,
    { localAws: '403 MissingAuthenticationToken', moto: '200 a list of buckets' },
    'STS errors',
  ),
  s3.localAwsIsRight(
    'a wrong secret',
    list(wrongSecret),
    refused(403, 'SignatureDoesNotMatch', EMPTY),
    'S3 errors',
  ),
  s3.localAwsIsRight(
    'an unknown access key',
    list(unknownKey),
    refused(403, 'InvalidAccessKeyId', EMPTY),
    'S3 errors',
  ),
  s3.localAwsIsRight(
    "another session's token",
    list(swappedToken),
    refused(400, 'InvalidToken', EMPTY),
    'S3 errors',
  ),
  s3.localAwsIsRight('no token', list(noToken), refused(403, 'InvalidAccessKeyId', EMPTY), 'S3 errors'),
  s3.localAwsIsRight('an expired session', list(expired), refused(400, 'ExpiredToken', EMPTY), 'S3 errors'),
];
