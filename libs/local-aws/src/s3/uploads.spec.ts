import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ChecksumAlgorithm, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { checksumOf } from '../objects/checksum.js';
import { chunkedHeaders, signedChunks, unsignedChunks } from '../testing/chunks.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';

const at = { Bucket: 'hub-logs', Key: 'a' };
const UNSIGNED = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const SIGNED_TRAILER = `${SIGNED}-TRAILER`;
const TEXT = 'some text';
const CRC = checksumOf('CRC32', Buffer.from(TEXT)).value;

type Headers = Record<string, string>;

async function signedPut({ aws, clients }: Running, headers: Headers) {
  const draft = s3Draft(aws.url, 'PUT', '/hub-logs/a');
  return sign({ ...draft, headers: { ...draft.headers, ...headers } }, clients.hubKeys, { service: 's3' });
}

/** Puts a body as it is, whatever its headers say; the code of the refusal, or what is stored then. */
async function put(it: Running, headers: Headers, body: string): Promise<string | undefined> {
  const signed = await signedPut(it, headers);
  const reply = await send(it.aws.url, { ...signed, body });
  if (reply.status !== 200) return elementText(reply, 'Code');
  return (await it.clients.s3().send(new GetObjectCommand(at))).Body?.transformToString();
}

describe('a checksum of the SDK', () => {
  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    '%s is verified, kept, and verified by the SDK when it comes back',
    async (algorithm) => {
      await running(async ({ clients }) => {
        const s3 = clients.s3();
        for (const Body of [TEXT, Readable.from([Buffer.from(TEXT)])]) {
          await s3.send(
            new PutObjectCommand({
              ...at,
              Body,
              ContentLength: 9,
              ChecksumAlgorithm: ChecksumAlgorithm[algorithm],
            }),
          );
          const { value } = checksumOf(algorithm, Buffer.from(TEXT));
          const head = await s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
          expect(head).toMatchObject({ [`Checksum${algorithm}`]: value, ChecksumType: 'FULL_OBJECT' });
          const { Body: body } = await s3.send(new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
          expect(await body?.transformToString()).toBe(TEXT);
        }
      });
    },
  );

  it('is CRC64NVME when the client sends none', async () => {
    await running(async (it) => {
      expect(await put(it, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, TEXT)).toBe(TEXT);
      const head = await it.clients.s3().send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
      expect(head.ChecksumCRC64NVME).toBe(checksumOf('CRC64NVME', Buffer.from(TEXT)).value);
    });
  });

  it.each<[string, Partial<PutObjectCommandInput>, string]>([
    ['a wrong CRC32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
    ['a wrong SHA256', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }, 'BadDigest'],
    ['a checksum that is none', { ChecksumCRC32: 'abc' }, 'InvalidRequest'],
    ['two checksums', { ChecksumCRC32: CRC, ChecksumSHA1: CRC }, 'InvalidRequest'],
    ['a name without a checksum', { ChecksumCRC32: CRC, ChecksumAlgorithm: 'SHA1' }, 'InvalidRequest'],
    ['a checksum that is not here', { ChecksumMD5: 'AAAA' }, 'NotImplemented'],
    ['a wrong MD5', { ContentMD5: Buffer.alloc(16).toString('base64') }, 'BadDigest'],
    ['an MD5 that is none', { ContentMD5: 'abc' }, 'InvalidDigest'],
  ])('is refused, and nothing stored, with %s', async (_what, more, name) => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const call = s3.send(new PutObjectCommand({ ...at, Body: TEXT, ...more }));
      expect(await refusalOf(call)).toMatchObject({ name });
      expect((await refusalOf(s3.send(new GetObjectCommand(at)))).name).toBe('NoSuchKey');
    });
  });

  it('may be joined by an MD5', async () => {
    await running(async ({ clients }) => {
      const ContentMD5 = createHash('md5').update(TEXT).digest('base64');
      const { ETag } = await clients.s3().send(new PutObjectCommand({ ...at, Body: TEXT, ContentMD5 }));
      expect(ETag).toBe(`"${Buffer.from(ContentMD5, 'base64').toString('hex')}"`);
    });
  });
});

describe('a body in chunks', () => {
  const trailer = 'x-amz-checksum-crc32';
  const headers = chunkedHeaders(UNSIGNED, 9, trailer);
  const body = unsignedChunks([TEXT], `${trailer}:${CRC}\r\n`);

  it('is put together', async () => {
    await running(async (it) => expect(await put(it, headers, body)).toBe(TEXT));
  });

  it.each<[string, Headers, string, string]>([
    ['a wrong checksum behind it', headers, body.replace(CRC, 'AAAAAA=='), 'BadDigest'],
    ['no checksum behind it', headers, body.replace(CRC, ''), 'InvalidRequest'],
    ['nothing behind it', headers, unsignedChunks([TEXT]), 'MalformedTrailerError'],
    ['another checksum behind it', headers, body.replace('crc32', 'crc32c'), 'MalformedTrailerError'],
    ['an unannounced checksum behind it', chunkedHeaders(UNSIGNED, 9), body, 'MalformedTrailerError'],
    [
      'another length than announced',
      { ...headers, 'x-amz-decoded-content-length': '8' },
      body,
      'IncompleteBody',
    ],
    [
      'no length announced',
      { ...headers, 'x-amz-decoded-content-length': 'nine' },
      body,
      'MissingContentLength',
    ],
    ['an end too early', headers, body.slice(0, 8), 'IncompleteBody'],
    ['no chunks at all', headers, TEXT, 'IncompleteBody'],
    [
      'something else behind it',
      { ...headers, 'x-amz-trailer': 'x' },
      body.replace(trailer, 'x'),
      'InvalidRequest',
    ],
    ['a checksum before and behind it', { ...headers, [trailer]: CRC }, body, 'InvalidRequest'],
  ])('is refused with %s', async (_what, headers, body, code) => {
    await running(async (it) => expect(await put(it, headers, body)).toBe(code));
  });

  it.each<[number[], string | undefined]>([
    [[8192, 1], undefined],
    [[8192, 8192], undefined],
    [[8191, 1], 'InvalidChunkSizeError'],
    [[8192, 8191, 8192], 'InvalidChunkSizeError'],
  ])('may be cut into %j bytes: %s', async (sizes, code) => {
    await running(async (it) => {
      const chunks = sizes.map((size) => 'x'.repeat(size));
      const whole = chunks.join('');
      const crc = checksumOf('CRC32', Buffer.from(whole)).value;
      const framed = unsignedChunks(chunks, `${trailer}:${crc}\r\n`);
      expect(await put(it, chunkedHeaders(UNSIGNED, whole.length, trailer), framed)).toBe(code ?? whole);
    });
  });

  it('is refused to operations that put no object', async () => {
    await running(async ({ aws, clients }) => {
      const draft = s3Draft(aws.url, 'PUT', '/a-new-bucket');
      const signed = await sign({ ...draft, headers: { ...draft.headers, ...headers } }, clients.hubKeys, {
        service: 's3',
      });
      expect(elementText(await send(aws.url, { ...signed, body }), 'Code')).toBe('NotImplemented');
    });
  });
});

describe('a body in signed chunks', () => {
  const chunks = ['a'.repeat(8192), 'b'.repeat(100)];
  const length = 8292;
  const crc = `x-amz-checksum-crc32:${checksumOf('CRC32', Buffer.from(chunks.join(''))).value}\n`;

  async function signedUpload(it: Running, change: (body: string) => string, trailers?: string) {
    const kind = trailers === undefined ? SIGNED : SIGNED_TRAILER;
    const name = trailers === undefined ? undefined : 'x-amz-checksum-crc32';
    const signed = await signedPut(it, chunkedHeaders(kind, length, name));
    const body = change(signedChunks(signed, it.clients.hubKeys, chunks, trailers));
    const reply = await send(it.aws.url, { ...signed, body });
    return reply.status === 200 ? 'stored' : elementText(reply, 'Code');
  }

  it.each([
    ['without trailers', undefined],
    ['with trailers', crc],
  ])('is verified %s', async (_what, trailers) => {
    await running(async (it) => {
      expect(await signedUpload(it, (body) => body, trailers)).toBe('stored');
      const { Body } = await it.clients.s3().send(new GetObjectCommand(at));
      expect(await Body?.transformToString()).toBe(chunks.join(''));
    });
  });

  it.each<[string, (body: string) => string, string]>([
    ['changed', (body) => body.replace('aa', 'ab'), 'SignatureDoesNotMatch'],
    ['changed at the end', (body) => body.replace('bb', 'ba'), 'SignatureDoesNotMatch'],
    ['not signed', (body) => body.replaceAll(/;chunk-signature=\w+/g, ''), 'SignatureDoesNotMatch'],
    [
      'trailed by another checksum',
      (body) => body.replace(/crc32:..../, 'crc32:AAAA'),
      'SignatureDoesNotMatch',
    ],
    [
      'trailed by no signature',
      (body) => body.replace(/x-amz-trailer-signature:\w+\r\n/, ''),
      'SignatureDoesNotMatch',
    ],
    ['cut', (body) => body.slice(0, 8500), 'IncompleteBody'],
  ])('is refused when it was %s', async (_what, change, code) => {
    await running(async (it) => expect(await signedUpload(it, change, crc)).toBe(code));
  });

  it('is refused whatever character was changed', async () => {
    await running(async (it) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), async (position) => {
          const change = (body: string) => {
            const at = position % body.length;
            return `${body.slice(0, at)}${body[at] === '7' ? '8' : '7'}${body.slice(at + 1)}`;
          };
          expect(await signedUpload(it, change, crc)).not.toBe('stored');
        }),
        { numRuns: 40 },
      );
    });
  });
});

describe('a body without chunks', () => {
  it('is refused without a length', async () => {
    await running(async (it) => {
      const signed = await signedPut(it, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
      const chunked = {
        ...signed,
        headers: { ...signed.headers, 'transfer-encoding': 'chunked' },
        body: TEXT,
      };
      expect(elementText(await send(it.aws.url, chunked), 'Code')).toBe('NotImplemented');
    });
  });

  it('is refused with a trailer, which nothing can carry', async () => {
    await running(async (it) => {
      const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'x-amz-trailer': 'x-amz-checksum-crc32' };
      expect(await put(it, headers, TEXT)).toBe('MalformedTrailerError');
    });
  });
});
