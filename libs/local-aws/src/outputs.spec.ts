import { describe, expect, it } from '@jest/globals';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { checksumOf } from './objects/checksum.js';
import { atNoon, NOON, running } from './testing/running.js';
import { exampleWorld, HUB_SESSION, PAYMENTS, READER } from './testing/worlds.js';

const Bucket = 'hub-logs';
const REQUEST_ID = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const OWNER = { ID: expect.stringMatching(/^[0-9a-f]{64}$/) };
const TEXT = 'some text';
const ETAG = '"552e21cd4cd9918678e3c1a0df491bc3"';
const LATER = new Date(NOON + 3_600_000);
const CRC32 = checksumOf('CRC32', Buffer.from(TEXT)).value;

const stsMetadata = { httpStatusCode: 200, requestId: REQUEST_ID, attempts: 1, totalRetryDelay: 0 };
const s3Metadata = (httpStatusCode = 200) => ({
  ...stsMetadata,
  httpStatusCode,
  extendedRequestId: expect.stringMatching(/^[\w+/]{60,}={0,2}$/),
});

function withS3(test: (s3: S3Client) => Promise<void>): Promise<void> {
  return atNoon(({ clients }) => test(clients.s3()));
}

const headers = {
  ContentType: 'text/plain',
  CacheControl: 'no-cache',
  ContentDisposition: 'inline',
  ContentEncoding: 'identity',
  ContentLanguage: 'en',
  Expires: LATER,
  Metadata: { from: 'spec', empty: '' },
};
/** An object with everything that can be said of one. */
const full = { Bucket, Key: 'a/b c?.txt', Body: TEXT, ...headers };
const told = {
  ...headers,
  AcceptRanges: 'bytes',
  LastModified: new Date(NOON),
  ETag: ETAG,
  ExpiresString: LATER.toUTCString(),
  ServerSideEncryption: 'AES256',
};

describe('every field that the SDK reads of STS', () => {
  it('AssumeRole', async () => {
    await atNoon(async ({ clients }) => {
      const input = { RoleArn: READER, RoleSessionName: 'spec' };
      expect(await clients.sts().send(new AssumeRoleCommand(input))).toEqual({
        $metadata: stsMetadata,
        Credentials: {
          AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
          SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
          SessionToken: expect.stringMatching(/^[\w+/=]{100,}$/),
          Expiration: new Date(NOON + 3_600_000),
        },
        AssumedRoleUser: {
          AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:spec$/),
          Arn: `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`,
        },
      });
    });
  });

  it('AssumeRole, with a policy and a source identity', async () => {
    const world = exampleWorld();
    world.hub.permissions = { Statement: { Effect: 'Allow', Action: 'sts:*', Resource: '*' } };
    const role = world.accounts[PAYMENTS]?.roles?.['inventory-reader'];
    if (role !== undefined) {
      const Action = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
      role.trust = { Statement: { Effect: 'Allow', Principal: '*', Action } };
    }
    await running(async ({ clients }) => {
      const Policy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
      const result = await clients.assume({ Policy, SourceIdentity: 'someone' });
      expect(Object.keys(result).toSorted()).toEqual([
        '$metadata',
        'AssumedRoleUser',
        'Credentials',
        'PackedPolicySize',
        'SourceIdentity',
      ]);
      expect([result.PackedPolicySize, result.SourceIdentity]).toEqual([expect.any(Number), 'someone']);
    }, world);
  });

  it('GetCallerIdentity', async () => {
    await running(async ({ clients }) => {
      expect(await clients.sts().send(new GetCallerIdentityCommand({}))).toEqual({
        $metadata: stsMetadata,
        Account: '999999999999',
        Arn: HUB_SESSION,
        UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:hub$/),
      });
    });
  });
});

describe('every field that the SDK reads of buckets', () => {
  it('ListBuckets', async () => {
    await withS3(async (s3) => {
      const bucket = { Name: Bucket, CreationDate: new Date(NOON) };
      expect(await s3.send(new ListBucketsCommand({}))).toEqual({
        $metadata: s3Metadata(),
        Owner: OWNER,
        Buckets: [bucket],
      });
      await s3.send(new CreateBucketCommand({ Bucket: 'hub-more' }));
      expect(await s3.send(new ListBucketsCommand({ MaxBuckets: 1, Prefix: 'hub' }))).toEqual({
        $metadata: s3Metadata(),
        Owner: OWNER,
        Buckets: [{ ...bucket, BucketRegion: 'eu-west-1' }],
        ContinuationToken: expect.any(String),
        Prefix: 'hub',
      });
    });
  });

  it('CreateBucket, HeadBucket, GetBucketLocation, DeleteBucket', async () => {
    await withS3(async (s3) => {
      const made = { Bucket: 'made-here' };
      expect(await s3.send(new CreateBucketCommand(made))).toEqual({
        $metadata: s3Metadata(),
        Location: '/made-here',
      });
      expect(await s3.send(new HeadBucketCommand(made))).toEqual({
        $metadata: s3Metadata(),
        BucketRegion: 'eu-west-1',
      });
      expect(await s3.send(new GetBucketLocationCommand(made))).toEqual({
        $metadata: s3Metadata(),
        LocationConstraint: 'eu-west-1',
      });
      expect(await s3.send(new DeleteBucketCommand(made))).toEqual({ $metadata: s3Metadata(204) });
    });
  });
});

describe('every field that the SDK reads of objects', () => {
  it('PutObject', async () => {
    await withS3(async (s3) => {
      expect(await s3.send(new PutObjectCommand(full))).toEqual({
        $metadata: s3Metadata(),
        ETag: ETAG,
        ChecksumCRC32: CRC32,
        ChecksumType: 'FULL_OBJECT',
        ServerSideEncryption: 'AES256',
      });
    });
  });

  it('GetObject', async () => {
    await withS3(async (s3) => {
      await s3.send(new PutObjectCommand(full));
      const { Body, ...rest } = await s3.send(new GetObjectCommand({ Bucket, Key: full.Key }));
      expect(rest).toEqual({
        $metadata: s3Metadata(),
        ...told,
        ContentLength: 9,
        ChecksumCRC32: CRC32,
        ChecksumType: 'FULL_OBJECT',
      });
      expect(await Body?.transformToString()).toBe(TEXT);
    });
  });

  it('GetObject, of a range', async () => {
    await withS3(async (s3) => {
      await s3.send(new PutObjectCommand(full));
      const { Body, ...rest } = await s3.send(
        new GetObjectCommand({ Bucket, Key: full.Key, Range: 'bytes=0-3' }),
      );
      expect(rest).toEqual({
        $metadata: s3Metadata(206),
        ...told,
        ContentLength: 4,
        ContentRange: 'bytes 0-3/9',
      });
      expect(await Body?.transformToString()).toBe('some');
    });
  });

  it('HeadObject', async () => {
    await withS3(async (s3) => {
      await s3.send(new PutObjectCommand(full));
      const head = { $metadata: s3Metadata(), ...told, ContentLength: 9 };
      const at = { Bucket, Key: full.Key };
      expect(await s3.send(new HeadObjectCommand(at))).toEqual(head);
      expect(await s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }))).toEqual({
        ...head,
        ChecksumCRC32: CRC32,
        ChecksumType: 'FULL_OBJECT',
      });
    });
  });

  it('CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload', async () => {
    await withS3(async (s3) => {
      const at = { Bucket, Key: full.Key };
      const ServerSideEncryption = 'AES256';
      const ChecksumAlgorithm = 'CRC32';
      const start = new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm });
      const created = await s3.send(start);
      expect(created).toEqual({
        $metadata: s3Metadata(),
        ...at,
        UploadId: expect.stringMatching(/^[\w-]{64}$/),
        ChecksumAlgorithm,
        ChecksumType: 'COMPOSITE',
        ServerSideEncryption,
      });
      const part = { ...at, UploadId: created.UploadId, PartNumber: 1 };
      expect(await s3.send(new UploadPartCommand({ ...part, Body: TEXT, ChecksumAlgorithm }))).toEqual({
        $metadata: s3Metadata(),
        ETag: ETAG,
        ChecksumCRC32: CRC32,
        ServerSideEncryption,
      });
      const Parts = [{ PartNumber: 1, ETag: ETAG, ChecksumCRC32: CRC32 }];
      const end = new CompleteMultipartUploadCommand({ ...part, MultipartUpload: { Parts } });
      expect(await s3.send(end)).toEqual({
        $metadata: s3Metadata(),
        ...at,
        Location: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hub-logs\/a\/b%20c%3F\.txt$/),
        ETag: expect.stringMatching(/^"[0-9a-f]{32}-1"$/),
        ChecksumCRC32: expect.stringMatching(/^[\w+/]{6}==-1$/),
        ChecksumType: 'COMPOSITE',
        ServerSideEncryption,
      });
      const { UploadId } = await s3.send(start);
      expect(await s3.send(new AbortMultipartUploadCommand({ ...at, UploadId }))).toEqual({
        $metadata: s3Metadata(204),
      });
    });
  });

  it('DeleteObject', async () => {
    await withS3(async (s3) => {
      expect(await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))).toEqual({
        $metadata: s3Metadata(204),
      });
    });
  });

  it('ListObjectsV2', async () => {
    await withS3(async (s3) => {
      expect(await s3.send(new ListObjectsV2Command({ Bucket }))).toEqual({
        $metadata: s3Metadata(),
        Name: Bucket,
        Prefix: '',
        KeyCount: 0,
        MaxKeys: 1000,
        IsTruncated: false,
      });
      for (const Key of ['a', 'b/1', 'b/2', 'c']) await s3.send(new PutObjectCommand({ ...full, Key }));
      const input = {
        Bucket,
        Delimiter: '/',
        EncodingType: 'url',
        FetchOwner: true,
        StartAfter: '0',
      } as const;
      const first = await s3.send(new ListObjectsV2Command({ ...input, MaxKeys: 2 }));
      const entry = {
        Key: 'a',
        LastModified: new Date(NOON),
        ETag: ETAG,
        ChecksumAlgorithm: ['CRC32'],
        ChecksumType: 'FULL_OBJECT',
        Size: 9,
        StorageClass: 'STANDARD',
        Owner: OWNER,
      };
      const asked = {
        $metadata: s3Metadata(),
        Name: Bucket,
        Prefix: '',
        Delimiter: '/',
        EncodingType: 'url',
        StartAfter: '0',
      };
      expect(first).toEqual({
        ...asked,
        KeyCount: 2,
        MaxKeys: 2,
        IsTruncated: true,
        NextContinuationToken: expect.any(String),
        Contents: [entry],
        CommonPrefixes: [{ Prefix: 'b/' }],
      });
      const token = { ContinuationToken: first.NextContinuationToken };
      expect(await s3.send(new ListObjectsV2Command({ ...input, ...token }))).toEqual({
        ...asked,
        ...token,
        KeyCount: 1,
        MaxKeys: 1000,
        IsTruncated: false,
        Contents: [{ ...entry, Key: 'c' }],
      });
    });
  });
});
