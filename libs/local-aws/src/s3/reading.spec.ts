import { describe, expect, it } from '@jest/globals';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { GetObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { refusalOf } from '../testing/refusal.js';
import { NOON, running } from '../testing/running.js';
import { s3Draft, send, sign } from '../testing/signed.js';
import { exampleWorld } from '../testing/worlds.js';

const at = { Bucket: 'hub-logs', Key: 'digits' };
const BODY = '0123456789';
const HOUR = 3_600_000;

async function withDigits(test: (s3: S3Client, etag: string) => Promise<void>): Promise<void> {
  await running(
    async ({ clients }) => {
      const s3 = clients.s3();
      const { ETag } = await s3.send(new PutObjectCommand({ ...at, Body: BODY }));
      await test(s3, ETag ?? '');
    },
    exampleWorld(),
    () => NOON,
  );
}

async function read(s3: S3Client, input: Partial<GetObjectCommandInput>): Promise<string> {
  const result = await s3.send(new GetObjectCommand({ ...at, ...input }));
  const body = await result.Body?.transformToString();
  return `${result.$metadata.httpStatusCode} ${body} ${result.ContentRange ?? 'whole'}`;
}

describe('a range', () => {
  it.each([
    ['bytes=0-0', '206 0 bytes 0-0/10'],
    ['bytes=2-4', '206 234 bytes 2-4/10'],
    ['bytes=7-', '206 789 bytes 7-9/10'],
    ['bytes=-3', '206 789 bytes 7-9/10'],
    ['bytes=-30', '206 0123456789 bytes 0-9/10'],
    ['bytes=8-30', '206 89 bytes 8-9/10'],
    ['bytes=4-2', '200 0123456789 whole'],
    ['bytes=a-b', '200 0123456789 whole'],
    ['bytes=-', '200 0123456789 whole'],
    ['lines=1-2', '200 0123456789 whole'],
  ])('of %s gives %s', async (Range, expected) => {
    await withDigits(async (s3) => expect(await read(s3, { Range })).toBe(expected));
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('of %s is refused', async (Range) => {
    await withDigits(async (s3) => {
      expect(await refusalOf(read(s3, { Range }))).toMatchObject({ name: 'InvalidRange', status: 416 });
      expect((await refusalOf(s3.send(new HeadObjectCommand({ ...at, Range })))).status).toBe(416);
    });
  });

  it('of an empty object is refused', async () => {
    await withDigits(async (s3) => {
      await s3.send(new PutObjectCommand({ ...at, Body: '' }));
      for (const Range of ['bytes=0-', 'bytes=-1'])
        expect((await refusalOf(read(s3, { Range }))).name).toBe('InvalidRange');
    });
  });

  it('that is one of several is refused', async () => {
    await withDigits(async (s3) => {
      expect((await refusalOf(read(s3, { Range: 'bytes=0-1,3-4' }))).name).toBe('NotImplemented');
    });
  });

  it('is what slicing gives, for all bounds', async () => {
    await withDigits(async (s3) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(9), fc.nat(12), async (start, length) => {
          const Range = `bytes=${start}-${start + length}`;
          const { Body } = await s3.send(new GetObjectCommand({ ...at, Range }));
          expect(await Body?.transformToString()).toBe(BODY.slice(start, start + length + 1));
        }),
        { numRuns: 30 },
      );
    });
  });

  it('holds for HEAD too', async () => {
    await withDigits(async (s3) => {
      const { ContentLength, ContentRange } = await s3.send(
        new HeadObjectCommand({ ...at, Range: 'bytes=2-4' }),
      );
      expect([ContentLength, ContentRange]).toEqual([3, 'bytes 2-4/10']);
    });
  });
});

describe('a condition', () => {
  const before = new Date(NOON - HOUR);
  const after = new Date(NOON + HOUR);
  const OTHER = '"00000000000000000000000000000000"';

  it.each<[string, (etag: string) => Partial<GetObjectCommandInput>, string]>([
    ['the right ETag', (etag) => ({ IfMatch: etag }), 'sent'],
    ['the right ETag without quotation marks', (etag) => ({ IfMatch: etag.replaceAll('"', '') }), 'sent'],
    ['one of several ETags', (etag) => ({ IfMatch: `${OTHER}, ${etag}` }), 'sent'],
    ['any ETag', () => ({ IfMatch: '*' }), 'sent'],
    ['another ETag', () => ({ IfMatch: OTHER }), '412'],
    ['the ETag that is known', (etag) => ({ IfNoneMatch: etag }), '304'],
    ['any ETag that is known', () => ({ IfNoneMatch: '*' }), '304'],
    ['another ETag that is known', () => ({ IfNoneMatch: OTHER }), 'sent'],
    ['a change since an hour before', () => ({ IfModifiedSince: before }), 'sent'],
    ['a change since then', () => ({ IfModifiedSince: new Date(NOON) }), '304'],
    ['a change since an hour later', () => ({ IfModifiedSince: after }), '304'],
    ['no change since an hour before', () => ({ IfUnmodifiedSince: before }), '412'],
    ['no change since then', () => ({ IfUnmodifiedSince: new Date(NOON) }), 'sent'],
    ['the right ETag, but a change', (etag) => ({ IfMatch: etag, IfUnmodifiedSince: before }), 'sent'],
    ['another ETag, but no change', () => ({ IfNoneMatch: OTHER, IfModifiedSince: after }), 'sent'],
    ['the known ETag, but a change', (etag) => ({ IfNoneMatch: etag, IfModifiedSince: before }), '304'],
  ])('on %s is weighed', async (_what, input, expected) => {
    await withDigits(async (s3, etag) => {
      const calls = [
        () => s3.send(new GetObjectCommand({ ...at, ...input(etag) })),
        () => s3.send(new HeadObjectCommand({ ...at, ...input(etag) })),
      ];
      for (const call of calls) {
        const { name, status } = await refusalOf(call());
        expect(name === 'nothing was refused' ? 'sent' : String(status)).toBe(expected);
      }
    });
  });

  it('on a date that is none is no condition', async () => {
    await running(async ({ aws, clients }) => {
      await clients.s3().send(new PutObjectCommand({ ...at, Body: BODY }));
      const draft = s3Draft(aws.url, 'GET', '/hub-logs/digits');
      const headers = { ...draft.headers, 'if-modified-since': 'soon', 'if-unmodified-since': 'never' };
      const reply = await send(
        aws.url,
        await sign({ ...draft, headers }, clients.hubKeys, { service: 's3' }),
      );
      expect([reply.status, reply.body]).toEqual([200, BODY]);
    });
  });

  it('that does not hold is named, and what was not modified is told without a body', async () => {
    await running(async ({ aws, clients }) => {
      const { ETag = '' } = await clients.s3().send(new PutObjectCommand({ ...at, Body: BODY }));
      const draft = s3Draft(aws.url, 'GET', '/hub-logs/digits');
      const ask = async (more: Record<string, string>) =>
        send(
          aws.url,
          await sign({ ...draft, headers: { ...draft.headers, ...more } }, clients.hubKeys, {
            service: 's3',
          }),
        );
      expect((await ask({ 'if-match': OTHER })).body).toContain('<Condition>If-Match</Condition>');
      const { status, headers, body } = await ask({ 'if-none-match': ETag });
      expect([status, headers['etag'], headers['content-length'], body]).toEqual([304, ETag, undefined, '']);
    });
  });
});

describe('a condition on what is replaced', () => {
  const put = (more: object) => new PutObjectCommand({ ...at, Body: 'new', ...more });

  it('lets only the first one in', async () => {
    await withDigits(async (s3) => {
      expect(await refusalOf(s3.send(put({ IfNoneMatch: '*' })))).toMatchObject({
        name: 'PreconditionFailed',
        status: 412,
      });
      await s3.send(put({ Key: 'another', IfNoneMatch: '*' }));
    });
  });

  it('lets in only who knows what is there', async () => {
    await withDigits(async (s3, etag) => {
      expect((await refusalOf(s3.send(put({ Key: 'missing', IfMatch: etag })))).name).toBe('NoSuchKey');
      await s3.send(put({ IfMatch: etag }));
      expect((await refusalOf(s3.send(put({ IfMatch: etag })))).name).toBe('PreconditionFailed');
      expect((await refusalOf(s3.send(put({ IfMatch: '*' })))).name).toBe('NotImplemented');
    });
  });
});

describe('an answer', () => {
  it('says what the request wants it to say', async () => {
    await withDigits(async (s3) => {
      const expires = new Date(NOON);
      const result = await s3.send(
        new GetObjectCommand({
          ...at,
          ResponseContentType: 'text/csv',
          ResponseContentDisposition: 'attachment; filename="a.csv"',
          ResponseCacheControl: 'no-store',
          ResponseContentLanguage: 'de',
          ResponseContentEncoding: 'identity',
          ResponseExpires: expires,
        }),
      );
      expect(result).toMatchObject({
        ContentType: 'text/csv',
        ContentDisposition: 'attachment; filename="a.csv"',
        CacheControl: 'no-store',
        ContentLanguage: 'de',
        ContentEncoding: 'identity',
        ExpiresString: 'Sun, 22 Nov 2026 12:00:00 GMT',
      });
      const bad = { ...at, ResponseContentType: 'a\r\nx-injected: 1' };
      expect((await refusalOf(s3.send(new GetObjectCommand(bad)))).name).toBe('InvalidArgument');
    });
  });
});
