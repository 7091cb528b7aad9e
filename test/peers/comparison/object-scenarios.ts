import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PAYMENTS } from '../../support/world.js';
import { presign, rawQuery, s3Draft } from '../../../libs/local-aws/src/testing/signed.js';
import { textOf } from './text-of.js';
import { Bucket, meets, missing, stranger, there, withoutList } from './meet-object.js';
import { type Scenario, scenariosOf } from './scenario.js';

const reads =
  (input: Partial<GetObjectCommandInput> = {}) =>
  async (s3: S3Client): Promise<string> => {
    const { Body } = await s3.send(new GetObjectCommand({ ...there, ...input }));
    return `${await Body?.transformToString()}`;
  };

/** With the ETag of the object that is there. */
const readsKnown =
  (condition: (ETag: string | undefined) => Partial<GetObjectCommandInput>) =>
  async (s3: S3Client): Promise<string> => {
    const { ETag } = await s3.send(new HeadObjectCommand(there));
    return reads(condition(ETag))(s3);
  };

const lists =
  (input: Partial<ListObjectsV2CommandInput>, keys: readonly string[] = []) =>
  async (s3: S3Client): Promise<string> => {
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const { Contents = [], CommonPrefixes = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, ...input }),
    );
    return (
      [...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)].join(' ') || 'none'
    );
  };

async function pages(s3: S3Client): Promise<string> {
  for (const Key of ['b', 'c/d', 'a']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const found: (string | undefined)[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket })) {
    found.push(...Contents.map(({ Key }) => Key));
  }
  return found.join(' ');
}

const deletes = async (s3: S3Client): Promise<string> => {
  await s3.send(new DeleteObjectCommand(missing));
  return 'deleted';
};

const deletesBucket = async (s3: S3Client): Promise<string> => {
  await s3.send(new DeleteBucketCommand({ Bucket }));
  return 'deleted';
};

const head = async (s3: S3Client): Promise<string> => {
  await s3.send(new HeadObjectCommand(missing));
  return 'found';
};

/** With a URL that was signed so many seconds ago, for a minute, and for this key. */
const readsByUrl =
  (secondsAgo: number, key = there.Key): Scenario['ask'] =>
  async (place) => {
    await meets(deletes)(place);
    const keys = await place.keysIn(PAYMENTS);
    const now = Date.now() - secondsAgo * 1000;
    const draft = s3Draft(place.url, 'GET', `/${Bucket}/${key}`);
    const { query } = await presign(draft, keys, { service: 's3', now, expiresIn: 60 });
    return textOf(await fetch(`${place.url}/${Bucket}/${there.Key}?${rawQuery(query)}`));
  };

const get = scenariosOf('GetObject');
const list = scenariosOf('ListObjectsV2');

const READ = '200 0123456789';
const DENIED = '403 AccessDenied';

export const objectScenarios: Scenario[] = [
  get.bothAreRight('an object', meets(reads()), READ, 'GetObject'),
  get.bothAreRight('a part of it', meets(reads({ Range: 'bytes=7-' })), '200 789', 'GetObject'),
  get.bothAreRight(
    'a part behind its end',
    meets(reads({ Range: 'bytes=10-' })),
    '416 InvalidRange',
    'S3 errors',
  ),
  get.bothAreRight('a key that does not exist', meets(reads(missing)), '404 NoSuchKey', 'GetObject'),
  get.localAwsIsRight(
    'a key that does not exist, without `s3:ListBucket`',
    meets(reads(missing), withoutList),
    { localAws: DENIED, moto: '404 NoSuchKey' },
    'GetObject',
  ),
  get.localAwsIsRight(
    'an object of another account',
    meets(reads(), stranger),
    { localAws: DENIED, moto: READ },
    'GetObject',
  ),
  get.localAwsIsRight(
    'an object, from another region',
    meets(reads(), { from: 'us-west-2' }),
    { localAws: '301 PermanentRedirect', moto: READ },
    'S3 errors',
  ),
  get.bothAreRight(
    'unless it is the known one',
    meets(readsKnown((IfNoneMatch) => ({ IfNoneMatch }))),
    '304 without a code',
    'Conditional reads',
  ),
  get.bothAreRight(
    'if it is a certain one',
    meets(reads({ IfMatch: '"other"' })),
    '412 PreconditionFailed',
    'Conditional reads',
  ),
  get.bothAreRight('a presigned URL', readsByUrl(0), READ, 'Presigned URLs'),
  get.localAwsIsRight(
    'a presigned URL that has expired',
    readsByUrl(61),
    { localAws: DENIED, moto: READ },
    'Presigned URLs',
  ),
  get.localAwsIsRight(
    'a presigned URL of another object',
    readsByUrl(0, 'other'),
    { localAws: '403 SignatureDoesNotMatch', moto: READ },
    'Presigned URLs',
  ),
  scenariosOf('HeadObject').bothAreRight(
    'a key that does not exist',
    meets(head),
    '404 NotFound',
    'HeadObject',
  ),
  scenariosOf('DeleteObject').bothAreRight(
    'a key that does not exist',
    meets(deletes),
    '200 deleted',
    'DeleteObject',
  ),
  scenariosOf('DeleteBucket').bothAreRight(
    'a bucket that holds an object',
    meets(deletesBucket),
    '409 BucketNotEmpty',
    'DeleteBucket',
  ),
  list.bothAreRight('all pages of two keys', meets(pages), '200 a b c/d there', 'ListObjectsV2'),
  list.bothAreRight(
    'the order of keys',
    meets(lists({}, ['é', 'Z', '\u{1F600}', '\uFF01'])),
    '200 Z there é \uFF01 \u{1F600}',
    'ListObjectsV2',
  ),
  list.bothAreRight(
    'with a delimiter',
    meets(lists({ Delimiter: '/' }, ['d/1', 'd/2'])),
    '200 there d/',
    'ListObjectsV2',
  ),
  list.localAwsIsRight(
    'a token that S3 did not make',
    meets(lists({ ContinuationToken: 'made-up' })),
    { localAws: '400 InvalidArgument', moto: '500 and no answer of AWS' },
    'ListObjectsV2',
  ),
  list.localAwsIsRight(
    'a role that may only read',
    meets(lists({}), withoutList),
    { localAws: DENIED, moto: '200 there' },
    'ListObjectsV2',
  ),
];
