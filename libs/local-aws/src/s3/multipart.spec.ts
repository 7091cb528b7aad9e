import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type {
  CompletedPart,
  CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { checksumOf } from '../objects/checksum.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { s3Draft, send, sign } from '../testing/signed.js';
import { exampleWorld } from '../testing/worlds.js';

const at = { Bucket: 'hub-logs', Key: 'large file' };
const MIB = 1024 * 1024;
const BODY = Buffer.alloc(11 * MIB, 'digits 0123456789 ');
const PIECES = [BODY.subarray(0, 5 * MIB), BODY.subarray(5 * MIB, 10 * MIB), BODY.subarray(10 * MIB)];

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll('"', ''), 'hex');
}

async function create(s3: S3Client, input: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  return (await s3.send(new CreateMultipartUploadCommand({ ...at, ...input }))).UploadId ?? '';
}

async function upload(
  s3: S3Client,
  UploadId: string,
  PartNumber: number,
  Body: Buffer | Readable,
  more: object = {},
): Promise<CompletedPart> {
  const input = { ...at, UploadId, PartNumber, Body, ...more };
  const { ETag = '', ChecksumCRC32, ChecksumSHA256 } = await s3.send(new UploadPartCommand(input));
  const crc = ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 };
  return { PartNumber, ETag, ...crc, ...(ChecksumSHA256 === undefined ? {} : { ChecksumSHA256 }) };
}

function complete(
  s3: S3Client,
  UploadId: string,
  Parts: CompletedPart[],
  more: Partial<CompleteMultipartUploadCommandInput> = {},
) {
  return s3.send(
    new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts }, ...more }),
  );
}

async function uploadAll(s3: S3Client, id: string, more: object = {}): Promise<CompletedPart[]> {
  return Promise.all(PIECES.map((piece, i) => upload(s3, id, i + 1, piece, more)));
}

async function withS3(test: (s3: S3Client) => Promise<void>): Promise<void> {
  await running(({ clients }) => test(clients.s3()));
}

describe('an upload in parts', () => {
  it('makes one object of them, with what was said at its start', async () => {
    await withS3(async (s3) => {
      const id = await create(s3, { ContentType: 'text/plain', Metadata: { from: 'spec' } });
      const parts = await uploadAll(s3, id);
      expect((await refusalOf(s3.send(new GetObjectCommand(at)))).name).toBe('NoSuchKey');
      const { ETag } = await complete(s3, id, parts);
      const digests = Buffer.concat(parts.map((part) => hex(part.ETag ?? '')));
      expect(ETag).toBe(`"${createHash('md5').update(digests).digest('hex')}-3"`);
      const read = await s3.send(new GetObjectCommand(at));
      expect(read).toMatchObject({ ETag, ContentType: 'text/plain', Metadata: { from: 'spec' } });
      expect(BODY.equals((await read.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
    });
  });

  it('takes parts in any order and anew, streamed too, and only those that it names', async () => {
    await withS3(async (s3) => {
      const id = await create(s3);
      const stream = Readable.from([Buffer.from('last')]);
      const last = await upload(s3, id, 10_000, stream, { ContentLength: 4 });
      await upload(s3, id, 3, Buffer.from('forgotten'));
      await upload(s3, id, 2, Buffer.from('replaced'));
      const first = await upload(s3, id, 2, PIECES[0] ?? Buffer.alloc(0));
      await complete(s3, id, [first, last]);
      const { ContentLength } = await s3.send(new HeadObjectCommand(at));
      expect(ContentLength).toBe(5 * MIB + 4);
    });
  });

  it('keeps the checksum of the checksums, which the SDK knows not to verify', async () => {
    await withS3(async (s3) => {
      const ChecksumAlgorithm = 'SHA256';
      const id = await create(s3, { ChecksumAlgorithm });
      const parts = await uploadAll(s3, id, { ChecksumAlgorithm });
      const done = await complete(s3, id, parts);
      const digests = parts.map((part) => Buffer.from(part.ChecksumSHA256 ?? '', 'base64'));
      const value = `${checksumOf('SHA256', Buffer.concat(digests)).value}-3`;
      expect(done).toMatchObject({ ChecksumSHA256: value, ChecksumType: 'COMPOSITE' });
      const { Body, ChecksumSHA256 } = await s3.send(
        new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }),
      );
      expect([ChecksumSHA256, (await Body?.transformToByteArray())?.length]).toEqual([value, BODY.length]);
    });
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    'keeps the %s of the whole',
    async (ChecksumAlgorithm) => {
      await withS3(async (s3) => {
        const id = await create(s3, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
        const parts = await uploadAll(s3, id, { ChecksumAlgorithm });
        await complete(
          s3,
          id,
          parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber })),
        );
        const { Body, ...rest } = await s3.send(new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
        expect((await Body?.transformToByteArray())?.length).toBe(BODY.length);
        expect(rest).toMatchObject({
          [`Checksum${ChecksumAlgorithm}`]: checksumOf(ChecksumAlgorithm, BODY).value,
          ChecksumType: 'FULL_OBJECT',
        });
      });
    },
  );

  it.each<[string, Partial<CreateMultipartUploadCommandInput>]>([
    ['a type without an algorithm', { ChecksumType: 'COMPOSITE' }],
    ['a SHA1 of the whole', { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }],
    ['a CRC64NVME of parts', { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }],
    ['an unknown algorithm', { ChecksumAlgorithm: 'MD5' }],
  ])('cannot be started with %s', async (_what, input) => {
    await withS3(async (s3) => expect((await refusalOf(create(s3, input))).name).toBe('InvalidRequest'));
  });

  it('refuses a part that has another checksum than announced', async () => {
    await withS3(async (s3) => {
      const id = await create(s3, { ChecksumAlgorithm: 'SHA256' });
      const part = (more: object) => refusalOf(upload(s3, id, 1, Buffer.from('x'), more));
      expect((await part({ ChecksumAlgorithm: 'CRC32' })).name).toBe('InvalidRequest');
      expect((await part({ ChecksumSHA256: Buffer.alloc(32).toString('base64') })).name).toBe('BadDigest');
    });
  });

  it('is refused when it is completed with parts that are none', async () => {
    await withS3(async (s3) => {
      const id = await create(s3, { ChecksumAlgorithm: 'CRC32' });
      const [one, two, three] = await uploadAll(s3, id, { ChecksumAlgorithm: 'CRC32' });
      const all = [one, two, three].filter((part) => part !== undefined);
      const codeOf = async (parts: CompletedPart[]) => (await refusalOf(complete(s3, id, parts))).name;
      expect(await codeOf([])).toBe('MalformedXML');
      expect(await codeOf(all.toReversed())).toBe('InvalidPartOrder');
      expect(await codeOf([...all, ...all.slice(-1)])).toBe('InvalidPartOrder');
      expect(await codeOf([...all, { ...three, PartNumber: 4 }])).toBe('InvalidPart');
      expect(await codeOf([{ ...one, ETag: '"00000000000000000000000000000000"' }])).toBe('InvalidPart');
      expect(await codeOf([{ ...one, ChecksumCRC32: 'AAAAAA==' }])).toBe('InvalidPart');
      expect(await codeOf([{ PartNumber: 1, ETag: one?.ETag, ChecksumCRC32C: one?.ChecksumCRC32 }])).toBe(
        'InvalidPart',
      );
      expect(await codeOf([{ PartNumber: 1, ETag: one?.ETag }])).toBe('InvalidRequest');
      expect(await codeOf([{ ...three }, { ...three, PartNumber: 4 }])).toBe('InvalidPart');
      const four = await upload(s3, id, 4, Buffer.from('x'), { ChecksumAlgorithm: 'CRC32' });
      expect(await codeOf([...all, four])).toBe('EntityTooSmall');
      await complete(s3, id, all);
    });
  });

  it.each(['<A/>', '', '<CompleteMultipartUpload><Part/></CompleteMultipartUpload>'])(
    'is refused when it is completed with %j',
    async (body) => {
      await running(async ({ aws, clients }) => {
        const uploadId = await create(clients.s3());
        const draft = { ...s3Draft(aws.url, 'POST', '/hub-logs/large%20file', { uploadId }), body };
        const reply = await send(aws.url, await sign(draft, clients.hubKeys, { service: 's3' }));
        expect([reply.status, reply.body]).toEqual([
          400,
          expect.stringContaining('<Code>MalformedXML</Code>'),
        ]);
      });
    },
  );

  it('ends when it is completed or aborted, and belongs to its key', async () => {
    await withS3(async (s3) => {
      const abort = (UploadId: string, Key = at.Key) =>
        s3.send(new AbortMultipartUploadCommand({ ...at, Key, UploadId }));
      const aborted = await create(s3);
      expect((await refusalOf(abort(aborted, 'another'))).name).toBe('NoSuchUpload');
      await abort(aborted);
      expect((await refusalOf(abort(aborted))).name).toBe('NoSuchUpload');
      expect((await refusalOf(upload(s3, aborted, 1, BODY))).name).toBe('NoSuchUpload');
      const completed = await create(s3);
      const part = await upload(s3, completed, 1, Buffer.alloc(0));
      await complete(s3, completed, [part]);
      expect((await refusalOf(complete(s3, completed, [part]))).name).toBe('NoSuchUpload');
    });
  });

  it('may depend on what is there when it ends', async () => {
    await withS3(async (s3) => {
      const id = await create(s3);
      const part = await upload(s3, id, 1, Buffer.from('x'));
      await s3.send(new PutObjectCommand({ ...at, Body: 'first' }));
      expect((await refusalOf(complete(s3, id, [part], { IfNoneMatch: '*' }))).name).toBe(
        'PreconditionFailed',
      );
      await complete(s3, id, [part], { IfMatch: '"8b04d5e3775d298e78455efc5ca404d5"' });
    });
  });

  it('is refused beyond 64 MiB in all', async () => {
    await withS3(async (s3) => {
      const id = await create(s3);
      const large = Buffer.alloc(40 * MIB);
      await upload(s3, id, 1, large);
      expect((await refusalOf(upload(s3, id, 2, large))).name).toBe('EntityTooLarge');
      await upload(s3, id, 1, large);
    });
  });

  it('outlives an update of the world', async () => {
    await running(async ({ aws, clients }) => {
      const s3 = clients.s3();
      const id = await create(s3);
      const part = await upload(s3, id, 1, Buffer.from('x'));
      aws.update(() => undefined);
      expect((await complete(s3, id, [part])).Key).toBe(at.Key);
    });
  });

  it('needs s3:PutObject, and s3:AbortMultipartUpload to be aborted', async () => {
    const world = exampleWorld();
    world.hub.permissions = { Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' } };
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const UploadId = await create(s3);
      const call = s3.send(new AbortMultipartUploadCommand({ ...at, UploadId }));
      expect((await refusalOf(call)).message).toContain('s3:AbortMultipartUpload');
      await complete(s3, UploadId, [await upload(s3, UploadId, 1, Buffer.from('x'))]);
    }, world);
  });

  it('cannot be listed, which is refused, and does not keep its bucket', async () => {
    await withS3(async (s3) => {
      const UploadId = await create(s3);
      expect((await refusalOf(s3.send(new ListPartsCommand({ ...at, UploadId })))).name).toBe(
        'NotImplemented',
      );
      await s3.send(new DeleteBucketCommand({ Bucket: at.Bucket }));
    });
  });
});
