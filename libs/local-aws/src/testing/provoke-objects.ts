import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { GetObjectCommandInput, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { chunkedHeaders, signedChunks, unsignedChunks } from './chunks.js';
import { s3Of, signedCode } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { onBucket } from './provoke-buckets.js';
import { refusalOf } from './refusal.js';

const at = { Bucket: 'hub-logs', Key: 'a' };
export const LONG_KEY = 'x'.repeat(1025);
const CRC32 = 'x-amz-checksum-crc32';

const putting =
  (input: Partial<PutObjectCommandInput>): Provocation =>
  async ({ clients }) =>
    (await refusalOf(clients.s3().send(new PutObjectCommand({ ...at, Body: 'text', ...input })))).name;

/** Starts an upload in parts, to put chunks as a part of it. */
type Start = (s3: S3Client) => Promise<string>;

async function target(stage: Stage, start: Start | undefined) {
  const query = start === undefined ? {} : { uploadId: await start(stage.clients.s3()), partNumber: '1' };
  return { method: 'PUT', path: '/hub-logs/a', query };
}

/** Puts chunks that are announced as 9 bytes and a checksum. */
export const chunked =
  (body: string, more: Record<string, string> = {}, start?: Start): Provocation =>
  async (stage) => {
    const { method, path, query } = await target(stage, start);
    const headers = { ...chunkedHeaders('STREAMING-UNSIGNED-PAYLOAD-TRAILER', 9, CRC32), ...more };
    return signedCode(stage, s3Of(stage, method, path, { headers, query }), (draft) => ({ ...draft, body }));
  };

export async function withOtherSignatures(stage: Stage, start?: Start): Promise<string | undefined> {
  const { method, path, query } = await target(stage, start);
  const headers = chunkedHeaders('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 4);
  return signedCode(stage, s3Of(stage, method, path, { headers, query }), (draft) => {
    const body = signedChunks(draft, stage.clients.hubKeys, ['text']);
    return { ...draft, body: body.replace('text', 'next') };
  });
}

export const PUT_OBJECT: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))),
  BadDigest: putting({ ChecksumCRC32: 'AAAAAA==' }),
  EntityTooLarge: putting({ Body: Buffer.alloc(64 * 1024 * 1024 + 1) }),
  IncompleteBody: chunked('9\r\nsome'),
  InvalidChunkSizeError: putting({
    Body: Readable.from([Buffer.alloc(100), Buffer.alloc(100)]),
    ContentLength: 200,
  }),
  InvalidDigest: putting({ ContentMD5: 'none' }),
  InvalidRequest: putting({ ChecksumCRC32: 'none' }),
  KeyTooLongError: putting({ Key: LONG_KEY }),
  MalformedTrailerError: chunked(unsignedChunks(['some text'])),
  MetadataTooLarge: putting({ Metadata: { a: 'x'.repeat(2048) } }),
  MissingContentLength: chunked('', { 'x-amz-decoded-content-length': '' }),
  NoSuchKey: putting({ IfMatch: '"abc"' }),
  NotImplemented: putting({ Tagging: 'a=b' }),
  PreconditionFailed: async ({ clients }) => {
    await clients.s3().send(new PutObjectCommand({ ...at, Body: 'one' }));
    return (await refusalOf(clients.s3().send(new PutObjectCommand({ ...at, IfNoneMatch: '*' })))).name;
  },
  SignatureDoesNotMatch: (stage) => withOtherSignatures(stage),
};

type Read = (s3: S3Client, input: Partial<GetObjectCommandInput>) => Promise<unknown>;

function reading(read: Read): Provocations {
  const existing =
    (input: Partial<GetObjectCommandInput>): Provocation =>
    async ({ clients }) => {
      await clients.s3().send(new PutObjectCommand({ ...at, Body: 'text' }));
      return (await refusalOf(read(clients.s3(), { ...at, ...input }))).name;
    };
  return {
    ...onBucket((s3, Bucket) => read(s3, { ...at, Bucket })),
    InvalidArgument: existing({ ResponseContentType: '\n' }),
    InvalidRange: existing({ Range: 'bytes=4-' }),
    KeyTooLongError: existing({ Key: LONG_KEY }),
    NoSuchKey: existing({ Key: 'b' }),
    NotImplemented: existing({ SSECustomerAlgorithm: 'AES256' }),
    PreconditionFailed: existing({ IfMatch: '"abc"' }),
  };
}

export const GET_OBJECT = reading((s3, input) => s3.send(new GetObjectCommand({ ...at, ...input })));
export const HEAD_OBJECT = reading((s3, input) => s3.send(new HeadObjectCommand({ ...at, ...input })));

export const DELETE_OBJECT: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new DeleteObjectCommand({ ...at, Bucket }))),
  KeyTooLongError: async ({ clients }) =>
    (await refusalOf(clients.s3().send(new DeleteObjectCommand({ ...at, Key: LONG_KEY })))).name,
  NotImplemented: async ({ clients }) =>
    (await refusalOf(clients.s3().send(new DeleteObjectCommand({ ...at, IfMatch: '*' })))).name,
};
