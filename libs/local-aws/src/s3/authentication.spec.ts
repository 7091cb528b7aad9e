import { describe, expect, it } from '@jest/globals';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { refusalOf } from '../testing/refusal.js';
import { atNoon, NOON, running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';
import type { Draft, Signing } from '../testing/signed.js';

const S3: Signing = { service: 's3', now: NOON };
const list = new ListBucketsCommand({});

async function codeOf({ aws }: Running, draft: Draft): Promise<[number, string | undefined]> {
  const reply = await send(aws.url, draft);
  return [reply.status, elementText(reply, 'Code')];
}

function signedList({ aws, clients }: Running): Promise<Draft> {
  return sign(s3Draft(aws.url), clients.hubKeys, S3);
}

describe('S3 authenticates', () => {
  it('nobody without a signature', async () => {
    await atNoon(async (it) => {
      expect(await codeOf(it, s3Draft(it.aws.url))).toEqual([403, 'AccessDenied']);
    });
  });

  it('nobody with a header that is no signature', async () => {
    await atNoon(async (it) => {
      const draft = await signedList(it);
      const headers = { ...draft.headers, authorization: 'Basic abc' };
      expect(await codeOf(it, { ...draft, headers })).toEqual([400, 'AuthorizationHeaderMalformed']);
    });
  });

  it('nobody by Signature Version 2', async () => {
    await atNoon(async (it) => {
      const query = { AWSAccessKeyId: 'ASIAAAAAAAAAAAAAAAAA', Signature: 'x', Expires: '1' };
      expect(await codeOf(it, s3Draft(it.aws.url, 'GET', '/a/b', query))).toEqual([400, 'InvalidRequest']);
      const draft = s3Draft(it.aws.url);
      const headers = { ...draft.headers, authorization: 'AWS ASIAAAAAAAAAAAAAAAAA:x' };
      expect(await codeOf(it, { ...draft, headers })).toEqual([400, 'InvalidRequest']);
    });
  });

  it('nobody with a key that it has not issued, or without its token', async () => {
    await running(async ({ clients }) => {
      const unknown = { ...clients.hubKeys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' };
      const bare = { ...clients.hubKeys, sessionToken: '' };
      for (const keys of [unknown, bare]) {
        expect(await refusalOf(clients.s3(keys).send(list))).toMatchObject({
          name: 'InvalidAccessKeyId',
          status: 403,
        });
      }
    });
  });

  it('nobody with a wrong secret', async () => {
    await running(async ({ clients }) => {
      const keys = { ...clients.hubKeys, secretAccessKey: 'x'.repeat(40) };
      expect(await refusalOf(clients.s3(keys).send(list))).toMatchObject({
        name: 'SignatureDoesNotMatch',
        status: 403,
      });
    });
  });

  it('no mixed triple: the token belongs to its key', async () => {
    await running(async ({ clients }) => {
      const mixed = { ...(await clients.assumeKeys()), sessionToken: clients.hubKeys.sessionToken };
      expect(await refusalOf(clients.s3(mixed).send(list))).toMatchObject({
        name: 'InvalidToken',
        status: 400,
      });
    });
  });

  it('a session until its last second, and sends the token back from then on, as S3 does', async () => {
    await atNoon(async (it, move) => {
      const keys = await it.clients.assumeKeys({ DurationSeconds: 900 });
      const listAt = async (now: number) =>
        send(it.aws.url, await sign(s3Draft(it.aws.url), keys, { service: 's3', now }));
      move(899_999);
      expect((await listAt(NOON + 899_000)).status).toBe(200);
      move(1);
      const reply = await listAt(NOON + 900_000);
      expect([reply.status, elementText(reply, 'Code')]).toEqual([400, 'ExpiredToken']);
      expect(elementText(reply, 'Token-0')).toBe(keys.sessionToken);
      expect(elementText(reply, 'Message')).not.toContain(keys.sessionToken);
    });
  });

  it('no request from a clock that is more than 15 minutes off, and tells its own', async () => {
    await atNoon(async (it, move) => {
      const draft = await signedList(it);
      move(900_000);
      expect(await codeOf(it, draft)).toEqual([200, undefined]);
      move(1000);
      const reply = await send(it.aws.url, draft);
      expect([reply.status, elementText(reply, 'Code')]).toEqual([403, 'RequestTimeTooSkewed']);
      expect(elementText(reply, 'ServerTime')).toBe('2026-11-22T12:15:01.000Z');
      expect(reply.headers['date']).toBe('Sun, 22 Nov 2026 12:15:01 GMT');
      move(-1_802_000);
      expect(await codeOf(it, draft)).toEqual([403, 'RequestTimeTooSkewed']);
    });
  });

  it('only the body whose hash was signed', async () => {
    await atNoon(async (it) => {
      const draft = await sign(
        { ...s3Draft(it.aws.url, 'PUT', '/abc'), body: 'one' },
        it.clients.hubKeys,
        S3,
      );
      expect(await codeOf(it, { ...draft, body: 'two' })).toEqual([400, 'XAmzContentSHA256Mismatch']);
      const { 'x-amz-content-sha256': _hash, ...headers } = draft.headers;
      const authorization = (headers['authorization'] ?? '').replace('x-amz-content-sha256;', '');
      expect(await codeOf(it, { ...draft, headers: { ...headers, authorization } })).toEqual([
        400,
        'InvalidRequest',
      ]);
    });
  });

  it.each([
    ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 501, 'NotImplemented'],
    ['STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 501, 'NotImplemented'],
    ['nonsense', 400, 'InvalidArgument'],
  ])('no payload hash %s', async (hash, status, code) => {
    await atNoon(async (it) => {
      const draft = s3Draft(it.aws.url, 'PUT', '/abc');
      const headers = { ...draft.headers, 'x-amz-content-sha256': hash };
      expect(await codeOf(it, await sign({ ...draft, headers }, it.clients.hubKeys, S3))).toEqual([
        status,
        code,
      ]);
    });
  });

  it.each<[string, (draft: Draft) => Draft, number, string]>([
    ['another path', (draft) => ({ ...draft, path: '/hub-logs' }), 403, 'SignatureDoesNotMatch'],
    ['another query', (draft) => ({ ...draft, query: { prefix: 'a' } }), 403, 'SignatureDoesNotMatch'],
    [
      'another scope',
      (draft) => withAuthorization(draft, '/20261122/', '/20261121/'),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'another region',
      (draft) => withAuthorization(draft, 'eu-west-1', 'eu-west-2'),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a header that is not signed',
      (draft) => ({ ...draft, headers: { ...draft.headers, 'x-amz-acl': 'x' } }),
      403,
      'AccessDenied',
    ],
    ['a broken escape', (draft) => ({ ...draft, path: '/?prefix=%zz' }), 400, 'InvalidURI'],
    [
      'a repeated parameter',
      (draft) => ({ ...draft, query: { prefix: ['a', 'b'] } }),
      403,
      'SignatureDoesNotMatch',
    ],
  ])('no request with %s', async (_what, change, status, code) => {
    await atNoon(async (it) => {
      expect(await codeOf(it, change(await signedList(it)))).toEqual([status, code]);
    });
  });

  it('no path that cannot be decoded, even when it is signed', async () => {
    await atNoon(async (it) => {
      for (const path of ['/%zz', '//', '/a/%ff']) {
        const draft = await sign(s3Draft(it.aws.url, 'GET', path), it.clients.hubKeys, S3);
        expect(await codeOf(it, draft)).toEqual([400, 'InvalidURI']);
      }
    });
  });
});

function withAuthorization(draft: Draft, from: string, to: string): Draft {
  const authorization = (draft.headers['authorization'] ?? '').replace(from, to);
  return { ...draft, headers: { ...draft.headers, authorization } };
}
