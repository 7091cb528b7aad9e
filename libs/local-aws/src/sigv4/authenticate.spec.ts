import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HttpRequest } from '../http/http-request.js';
import { encodePercent } from '../http/percent.js';
import { SessionStore } from '../sessions/session-store.js';
import { randomBytes } from 'node:crypto';
import { NOON } from '../testing/running.js';
import { rawQuery, sign } from '../testing/signed.js';
import type { Draft } from '../testing/signed.js';
import { authenticate } from './authenticate.js';
import type { SigningRules } from './authenticate.js';
import { parseAuthorization } from './authorization.js';
import { readClaim } from './claim.js';

const RULES = {
  sts: { path: 'normalised', payload: 'body', presigned: 'fifteen-minutes' },
  s3: { path: 'as-sent', payload: 's3-header', presigned: 'as-it-says' },
} as const satisfies Record<string, SigningRules>;

const store = new SessionStore(randomBytes);
const session = store.issue(
  {
    accountId: '999999999999',
    partition: 'aws',
    roleId: 'AROAEXAMPLE',
    roleName: 'hub',
    roleArn: 'arn:aws:iam::999999999999:role/hub',
    sessionName: 'hub',
    sessionArn: 'arn:aws:sts::999999999999:assumed-role/hub/hub',
    chained: false,
    transitiveTags: new Map(),
  },
  NOON + 3_600_000,
);

function received(draft: Draft): HttpRequest {
  return {
    method: draft.method,
    rawPath: draft.path,
    rawQuery: rawQuery(draft.query),
    headers: new Map(Object.entries(draft.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(draft.body ?? ''),
  };
}

function verify(request: HttpRequest, service: 'sts' | 's3', now = NOON): string {
  const read = readClaim(request);
  if ('problem' in read) return read.problem.kind;
  const result = authenticate(request, read.claim, RULES[service], { now, find: (key) => store.find(key) });
  return 'problem' in result ? result.problem.kind : 'authenticated';
}

const word = fc.string({ unit: 'grapheme', maxLength: 8 });
const segment = fc.oneof(word.map(encodePercent), fc.constantFrom('', '.', '..', '%20', "it's", 'a+b', '~'));
const headerValue = fc.string({
  unit: fc.constantFrom('a', ' ', '\t', 'Z', ',', ':', '=', '"', '~'),
  maxLength: 12,
});
const draft: fc.Arbitrary<Draft> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
  path: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
  query: fc.dictionary(
    word.filter((name) => name !== ''),
    fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })),
    { maxKeys: 5 },
  ),
  headers: fc
    .dictionary(fc.stringMatching(/^(?:x-amz-meta-|X-Custom-|a)[a-z]{1,5}$/), headerValue, { maxKeys: 4 })
    .map((headers) => Object.assign(headers, { host: '127.0.0.1:4566' })),
  body: fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array()),
});
const service = fc.constantFrom('sts' as const, 's3' as const);

describe('authenticate', () => {
  it("accepts whatever the SDK's signer signs", async () => {
    await fc.assert(
      fc.asyncProperty(draft, service, async (unsigned, name) => {
        const signed = await sign(unsigned, session.keys, { service: name, now: NOON });
        expect(verify(received(signed), name)).toBe('authenticated');
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a request that was changed after it was signed', async () => {
    const changes: ((request: HttpRequest) => HttpRequest)[] = [
      (request) => ({ ...request, method: 'PATCH' }),
      (request) => ({ ...request, rawPath: `${request.rawPath}x` }),
      (request) => ({ ...request, rawQuery: `${request.rawQuery}&added=1` }),
      (request) => ({ ...request, headers: new Map([...request.headers, ['host', 'elsewhere']]) }),
      (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('x')]) }),
    ];
    await fc.assert(
      fc.asyncProperty(draft, service, fc.constantFrom(...changes), async (unsigned, name, change) => {
        const signed = await sign(unsigned, session.keys, { service: name, now: NOON });
        expect(verify(change(received(signed)), name)).toMatch(/^(?:signature|payload-hash)$/);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a signature made with another secret', async () => {
    await fc.assert(
      fc.asyncProperty(draft, service, async (unsigned, name) => {
        const keys = { ...session.keys, secretAccessKey: randomBytes(30).toString('base64') };
        const signed = await sign(unsigned, keys, { service: name, now: NOON });
        expect(verify(received(signed), name)).toBe('signature');
      }),
      { numRuns: 50 },
    );
  });

  it('accepts an S3 payload that its signer declined to hash', async () => {
    const headers = { host: 'h', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const signed = await sign(
      { method: 'PUT', path: '/b/k', query: {}, headers, body: 'abc' },
      session.keys,
      {
        service: 's3',
        now: NOON,
      },
    );
    expect(verify(received({ ...signed, body: 'changed' }), 's3')).toBe('authenticated');
  });

  it.each([
    ['exactly 15 minutes late', 900_000, 'authenticated'],
    ['exactly 15 minutes early', -900_000, 'authenticated'],
    ['a second later than that', 901_000, 'skewed'],
    ['a second earlier than that', -901_000, 'skewed'],
  ])('takes a request that is %s as it should', async (_name, skew, outcome) => {
    const unsigned = { method: 'GET', path: '/', query: {}, headers: { host: 'h' } };
    const signed = await sign(unsigned, session.keys, { service: 's3', now: NOON });
    expect(verify(received(signed), 's3', NOON + skew)).toBe(outcome);
  });

  it('gives no memory to a client that varies its scope', async () => {
    for (let i = 0; i < 200; i++) {
      const unsigned = { method: 'GET', path: '/', query: {}, headers: { host: 'h' } };
      const region = `us-${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}-1`;
      const signed = await sign(unsigned, session.keys, { service: 's3', now: NOON, region });
      expect(verify(received(signed), 's3')).toBe('authenticated');
    }
    expect(session.signingKeys.size).toBeLessThanOrEqual(64);
  });
});

describe('parseAuthorization', () => {
  it.each([
    '',
    'Bearer x',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=0',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0, Signature=1',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=, Signature=0',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0, More=1',
  ])('refuses %j', (header) => {
    expect(parseAuthorization(header)).toBeUndefined();
  });
});
