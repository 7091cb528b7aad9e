import { describe, expect, it } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { checksumOf } from '../objects/checksum.js';
import { chunkedHeaders, unsignedChunks } from '../testing/chunks.js';
import { atNoon, NOON, running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, presign, rawQuery, s3Draft, send, sign, stsDraft } from '../testing/signed.js';
import type { Draft, Reply } from '../testing/signed.js';
import { HUB_SESSION } from '../testing/worlds.js';

const WEEK = 604_800;
const at = { Bucket: 'hub-logs', Key: 'a b' };
const PATH = '/hub-logs/a%20b';

function presigned(
  { aws, clients }: Running,
  method: string,
  path = PATH,
  more: Partial<Draft> = {},
  expiresIn = 900,
) {
  const draft = s3Draft(aws.url, method, path);
  const full = { ...draft, ...more, headers: { ...draft.headers, ...more.headers } };
  return presign(full, clients.hubKeys, { service: 's3', now: NOON, expiresIn });
}

const codeOf = (reply: Reply) => [reply.status, elementText(reply, 'Code')];

describe('a presigned URL', () => {
  it('is all that a browser needs: fetch puts, reads and deletes with it', async () => {
    await running(async (it) => {
      const now = Date.now();
      const url = async (method: string) => {
        const draft = await presign(s3Draft(it.aws.url, method, PATH), it.clients.hubKeys, {
          service: 's3',
          now,
        });
        return `${it.aws.url}${draft.path}?${rawQuery(draft.query)}`;
      };
      expect((await fetch(await url('PUT'), { method: 'PUT', body: 'from a browser' })).status).toBe(200);
      const head = await fetch(await url('HEAD'), { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, '14']);
      const read = await fetch(await url('GET'), { headers: { range: 'bytes=0-3' } });
      expect([read.status, await read.text()]).toEqual([206, 'from']);
      expect((await fetch(await url('DELETE'), { method: 'DELETE' })).status).toBe(204);
      expect((await fetch(await url('GET'))).status).toBe(404);
    });
  });

  it('may list a bucket and replace headers of the answer', async () => {
    await atNoon(async (it) => {
      await it.clients.s3().send(new PutObjectCommand({ ...at, Body: 'x' }));
      const list = await presigned(it, 'GET', '/hub-logs', { query: { 'list-type': '2', prefix: 'a' } });
      expect(elementText(await send(it.aws.url, list), 'Key')).toBe('a b');
      const query = { 'response-content-type': 'text/x-spec' };
      const reply = await send(it.aws.url, await presigned(it, 'GET', PATH, { query }));
      expect(reply.headers['content-type']).toBe('text/x-spec');
    });
  });

  it('carries headers of S3 in its query, which are honoured', async () => {
    await atNoon(async (it) => {
      const crc = (text: string) => checksumOf('CRC32', Buffer.from(text)).value;
      const headers = { 'x-amz-meta-from': 'url', 'x-amz-checksum-crc32': crc('right') };
      const draft = await presigned(it, 'PUT', PATH, { headers });
      expect(draft.query).toHaveProperty('x-amz-meta-from');
      expect(codeOf(await send(it.aws.url, { ...draft, body: 'wrong' }))).toEqual([400, 'BadDigest']);
      expect((await send(it.aws.url, { ...draft, body: 'right' })).status).toBe(200);
      expect((await it.clients.s3().send(new GetObjectCommand(at))).Metadata).toEqual({ from: 'url' });
    });
  });

  it.each(['a b', 'a\r\nb', 'é', ''])(
    'cannot name metadata %j, which no answer could carry',
    async (name) => {
      await atNoon(async (it) => {
        const draft = await presigned(it, 'PUT', PATH, { query: { [`x-amz-meta-${name}`]: 'x' } });
        expect(codeOf(await send(it.aws.url, { ...draft, body: 'x' }))).toEqual([400, 'InvalidArgument']);
        expect((await send(it.aws.url, await presigned(it, 'GET'))).status).toBe(404);
      });
    },
  );

  it('takes no body in chunks', async () => {
    await atNoon(async (it) => {
      const headers = chunkedHeaders('STREAMING-UNSIGNED-PAYLOAD-TRAILER', 1, 'x-amz-checksum-crc32');
      const draft = await presigned(it, 'PUT', PATH, { headers });
      const body = unsignedChunks(
        ['x'],
        `x-amz-checksum-crc32:${checksumOf('CRC32', Buffer.from('x')).value}\r\n`,
      );
      expect(codeOf(await send(it.aws.url, { ...draft, body }))).toEqual([501, 'NotImplemented']);
    });
  });

  it.each([1, 900, WEEK])('of %i seconds is valid until its last one', async (expiresIn) => {
    await atNoon(async (it, move) => {
      const draft = await presigned(it, 'GET', '/hub-logs', { query: { 'list-type': '2' } }, expiresIn);
      move(expiresIn * 1000);
      expect((await send(it.aws.url, draft)).status).toBe(200);
      move(1000);
      const reply = await send(it.aws.url, draft);
      expect(codeOf(reply)).toEqual([403, 'AccessDenied']);
      expect([elementText(reply, 'Message'), elementText(reply, 'X-Amz-Expires')]).toEqual([
        'Request has expired',
        String(expiresIn),
      ]);
    });
  });

  it('ends with its session, however long it says', async () => {
    await atNoon(async ({ aws, clients }, move) => {
      const keys = await clients.assumeKeys({ DurationSeconds: 900 });
      const draft = await presign(s3Draft(aws.url, 'GET', '/'), keys, {
        service: 's3',
        now: NOON,
        expiresIn: WEEK,
      });
      expect((await send(aws.url, draft)).status).toBe(200);
      move(900_000);
      expect(codeOf(await send(aws.url, draft))).toEqual([400, 'ExpiredToken']);
      move(WEEK * 1000);
      expect(codeOf(await send(aws.url, draft))).toEqual([400, 'ExpiredToken']);
    });
  });

  it('is not valid before its time', async () => {
    await atNoon(async (it, move) => {
      const draft = await presigned(it, 'GET', '/');
      move(-901_000);
      const reply = await send(it.aws.url, draft);
      expect([...codeOf(reply), elementText(reply, 'Message')]).toEqual([
        403,
        'AccessDenied',
        'Request is not valid yet',
      ]);
    });
  });

  it.each<[string, (draft: Draft) => Draft, number, string]>([
    ['another method', (draft) => ({ ...draft, method: 'DELETE' }), 403, 'SignatureDoesNotMatch'],
    ['another key', (draft) => ({ ...draft, path: '/hub-logs/b' }), 403, 'SignatureDoesNotMatch'],
    ['another host', (draft) => ({ ...draft, headers: { host: 'localhost' } }), 403, 'SignatureDoesNotMatch'],
    ['another parameter', (draft) => withQuery(draft, { versionId: '1' }), 403, 'SignatureDoesNotMatch'],
    ['more time', (draft) => withQuery(draft, { 'X-Amz-Expires': '901' }), 403, 'SignatureDoesNotMatch'],
    [
      'too much time',
      (draft) => withQuery(draft, { 'X-Amz-Expires': '604801' }),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'no time',
      (draft) => withQuery(draft, { 'X-Amz-Expires': '0' }),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'no number',
      (draft) => withQuery(draft, { 'X-Amz-Expires': 'ten' }),
      400,
      'AuthorizationQueryParametersError',
    ],
    ['no date', (draft) => withQuery(draft, { 'X-Amz-Date': '' }), 400, 'AuthorizationQueryParametersError'],
    [
      'no key',
      (draft) => withQuery(draft, { 'X-Amz-Credential': 'a/b' }),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'another algorithm',
      (draft) => withQuery(draft, { 'X-Amz-Algorithm': 'none' }),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'two algorithms',
      (draft) => withQuery(draft, { 'X-Amz-Date': ['1', '2'] }),
      400,
      'AuthorizationQueryParametersError',
    ],
    ['another token', (draft) => withQuery(draft, { 'X-Amz-Security-Token': 'x' }), 400, 'InvalidToken'],
    ['an unsigned header', (draft) => withHeaders(draft, { 'x-amz-meta-a': 'b' }), 403, 'AccessDenied'],
    [
      'a second signature',
      (draft) => withHeaders(draft, { authorization: 'Basic x' }),
      400,
      'InvalidArgument',
    ],
  ])('is refused with %s', async (_what, change, status, code) => {
    await atNoon(async (it) => {
      const draft = await presigned(it, 'GET');
      expect(codeOf(await send(it.aws.url, change(draft)))).toEqual([status, code]);
    });
  });

  it('may be bound to the hash of a body', async () => {
    await atNoon(async (it) => {
      const signed = await sign({ ...s3Draft(it.aws.url, 'PUT'), body: 'right' }, it.clients.hubKeys, {
        service: 's3',
      });
      const headers = { 'x-amz-content-sha256': signed.headers['x-amz-content-sha256'] ?? '' };
      const draft = await presigned(it, 'PUT', PATH, { headers });
      expect(codeOf(await send(it.aws.url, { ...draft, body: 'wrong' }))).toEqual([
        400,
        'XAmzContentSHA256Mismatch',
      ]);
      expect((await send(it.aws.url, { ...draft, body: 'right' })).status).toBe(200);
    });
  });

  it('is counted as the operation that it is', async () => {
    await atNoon(async (it) => {
      await send(it.aws.url, await presigned(it, 'GET'));
      expect(it.aws.calls.count('s3:GetObject', { principalArn: HUB_SESSION, errorCode: 'NoSuchKey' })).toBe(
        1,
      );
    });
  });
});

describe('a presigned URL of STS', () => {
  const identity = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const ask = ({ aws, clients }: Running, expiresIn = 60) => {
    const { headers } = stsDraft(aws.url, {});
    const host = headers['host'] ?? '';
    const draft = { method: 'GET', path: '/', query: identity, headers: { host, 'x-k8s-aws-id': 'cluster' } };
    return presign(draft, clients.hubKeys, { service: 'sts', now: NOON, expiresIn });
  };

  it('tells who made it, as a token of EKS does', async () => {
    await atNoon(async (it) => {
      const reply = await send(it.aws.url, await ask(it));
      expect([reply.status, elementText(reply, 'Arn')]).toEqual([200, HUB_SESSION]);
    });
  });

  it('is valid for 15 minutes, whatever it says', async () => {
    await atNoon(async (it, move) => {
      const draft = await ask(it);
      move(900_000);
      expect((await send(it.aws.url, draft)).status).toBe(200);
      move(1000);
      const reply = await send(it.aws.url, draft);
      expect([...codeOf(reply), elementText(reply, 'Message')]).toEqual([
        403,
        'SignatureDoesNotMatch',
        expect.stringContaining('Signature expired'),
      ]);
    });
  });

  it('is refused when it was changed or is signed twice', async () => {
    await atNoon(async (it) => {
      const draft = await ask(it);
      const other = withHeaders(draft, { 'x-k8s-aws-id': 'another' });
      expect(codeOf(await send(it.aws.url, other))).toEqual([403, 'SignatureDoesNotMatch']);
      const twice = withHeaders(draft, { authorization: 'Basic x' });
      expect(codeOf(await send(it.aws.url, twice))[0]).toBe(400);
    });
  });
});

function withQuery(draft: Draft, query: Draft['query']): Draft {
  return { ...draft, query: { ...draft.query, ...query } };
}

function withHeaders(draft: Draft, headers: Record<string, string>): Draft {
  return { ...draft, headers: { ...draft.headers, ...headers } };
}
