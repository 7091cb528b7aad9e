import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type {
  CompletedPart,
  CreateMultipartUploadCommandInput,
  S3Client,
  UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import type { Provocation, Provocations } from './provocations.js';
import { onBucket } from './provoke-buckets.js';
import { chunked, LONG_KEY, withOtherSignatures } from './provoke-objects.js';
import { refusalOf } from './refusal.js';

const at = { Bucket: 'hub-logs', Key: 'a' };
const none = { ...at, UploadId: 'none', PartNumber: 1 };
const MIB = 1024 * 1024;

async function create(s3: S3Client): Promise<string> {
  return (await s3.send(new CreateMultipartUploadCommand(at))).UploadId ?? '';
}

const creating =
  (input: Partial<CreateMultipartUploadCommandInput>): Provocation =>
  async ({ clients }) =>
    (await refusalOf(clients.s3().send(new CreateMultipartUploadCommand({ ...at, ...input })))).name;

const uploading =
  (input: Partial<UploadPartCommandInput>): Provocation =>
  async ({ clients }) => {
    const s3 = clients.s3();
    const part = { ...at, UploadId: await create(s3), PartNumber: 1, Body: 'text' };
    return (await refusalOf(s3.send(new UploadPartCommand({ ...part, ...input })))).name;
  };

/** Puts the bodies as parts, and completes with what is made of them. */
const completing =
  (
    bodies: readonly Buffer[],
    name: (parts: CompletedPart[]) => CompletedPart[],
    more: object = {},
  ): Provocation =>
  async ({ clients }) => {
    const s3 = clients.s3();
    const UploadId = await create(s3);
    const parts: CompletedPart[] = [];
    for (const [i, Body] of bodies.entries()) {
      const PartNumber = i + 1;
      const { ETag } = await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
      parts.push({ PartNumber, ETag });
    }
    const input = { ...at, UploadId, MultipartUpload: { Parts: name(parts) }, ...more };
    return (await refusalOf(s3.send(new CompleteMultipartUploadCommand(input)))).name;
  };

/** Completes an upload of SHA256 without the checksum of its part. */
const withoutChecksum: Provocation = async ({ clients }) => {
  const s3 = clients.s3();
  const ChecksumAlgorithm = 'SHA256';
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm }));
  const part = { ...at, UploadId, PartNumber: 1, Body: 'text', ChecksumAlgorithm } as const;
  const { ETag } = await s3.send(new UploadPartCommand(part));
  const input = { ...at, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
  return (await refusalOf(s3.send(new CompleteMultipartUploadCommand(input)))).name;
};

const same = (parts: CompletedPart[]): CompletedPart[] => parts;
const small = Buffer.from('text');

export const CREATE_MULTIPART_UPLOAD: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new CreateMultipartUploadCommand({ ...at, Bucket }))),
  InvalidRequest: creating({ ChecksumType: 'COMPOSITE' }),
  KeyTooLongError: creating({ Key: LONG_KEY }),
  MetadataTooLarge: creating({ Metadata: { a: 'x'.repeat(2048) } }),
  NotImplemented: creating({ Tagging: 'a=b' }),
};

export const UPLOAD_PART: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new UploadPartCommand({ ...none, Bucket, Body: 'x' }))),
  BadDigest: uploading({ ChecksumCRC32: 'AAAAAA==' }),
  EntityTooLarge: uploading({ Body: Buffer.alloc(66 * MIB) }),
  IncompleteBody: chunked('9\r\nsome', {}, create),
  InvalidArgument: uploading({ PartNumber: 0 }),
  InvalidChunkSizeError: chunked('1\r\na\r\n1\r\nb\r\n0\r\nx-amz-checksum-crc32:x\r\n\r\n', {}, create),
  InvalidDigest: uploading({ ContentMD5: 'none' }),
  InvalidRequest: uploading({ ChecksumCRC32: 'none' }),
  KeyTooLongError: uploading({ Key: LONG_KEY }),
  MalformedTrailerError: chunked('0\r\n\r\n', {}, create),
  MissingContentLength: chunked('', { 'x-amz-decoded-content-length': '' }, create),
  NoSuchUpload: uploading({ UploadId: 'none' }),
  NotImplemented: uploading({ SSECustomerAlgorithm: 'AES256' }),
  SignatureDoesNotMatch: (stage) => withOtherSignatures(stage, create),
};

export const COMPLETE_MULTIPART_UPLOAD: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new CompleteMultipartUploadCommand({ ...none, Bucket }))),
  EntityTooSmall: completing([small, small], same),
  InvalidPart: completing([small], () => [{ PartNumber: 2, ETag: '"abc"' }]),
  InvalidPartOrder: completing([small, small], (parts) => parts.toReversed()),
  InvalidRequest: withoutChecksum,
  KeyTooLongError: completing([], same, { Key: LONG_KEY }),
  MalformedXML: completing([], same),
  NoSuchKey: completing([small], same, { IfMatch: '"abc"' }),
  NoSuchUpload: completing([], same, { UploadId: 'none' }),
  NotImplemented: completing([small], same, { IfNoneMatch: '"abc"' }),
  PreconditionFailed: async (stage) => {
    await completing([small], same)(stage);
    return completing([small], same, { IfNoneMatch: '*' })(stage);
  },
};

const aborting =
  (input: object): Provocation =>
  async ({ clients }) =>
    (await refusalOf(clients.s3().send(new AbortMultipartUploadCommand({ ...none, ...input })))).name;

export const ABORT_MULTIPART_UPLOAD: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new AbortMultipartUploadCommand({ ...none, Bucket }))),
  KeyTooLongError: aborting({ Key: LONG_KEY }),
  NoSuchUpload: aborting({}),
  NotImplemented: aborting({ IfMatchInitiatedTime: new Date(0) }),
};
