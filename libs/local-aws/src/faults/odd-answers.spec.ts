import { describe, expect, it } from '@jest/globals';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusalOf } from '../testing/refusal.js';
import { atNoon, NOON, running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, send, sign, stsDraft } from '../testing/signed.js';
import type { Reply } from '../testing/signed.js';
import { READER, SHIPPING } from '../testing/worlds.js';
import type { Fault } from './fault.js';

/** The answer to AssumeRole as it comes over the wire. */
async function assumeRaw({ aws, clients }: Running, now = Date.now()): Promise<Reply> {
  const params = { Action: 'AssumeRole', RoleArn: READER, RoleSessionName: 'spec' };
  const draft = await sign(stsDraft(aws.url, params), clients.hubKeys, { service: 'sts', now });
  return send(aws.url, draft);
}

const at = { Bucket: 'hub-logs', Key: 'a' };

describe('a page in place of an answer', () => {
  it.each([
    [undefined, 503],
    [404, 404],
    [200, 200],
  ] as const)('of status %s is HTML with %d, and nothing has been done', async (status, expected) => {
    await running(async (it) => {
      const page = it.aws.faults.add({
        fault: status === undefined ? { kind: 'html' } : { kind: 'html', status },
      });
      const { headers, body, ...reply } = await assumeRaw(it);
      expect([reply.status, headers['content-type']]).toEqual([expected, 'text/html']);
      expect(body).toMatch(/^<!DOCTYPE html>/);
      expect(headers).not.toHaveProperty('x-amzn-requestid');
      expect((await refusalOf(it.clients.assume())).status).toBe(expected);
      await refusalOf(it.clients.s3().send(new PutObjectCommand({ ...at, Body: 'x' })));
      page.clear();
      expect((await refusalOf(it.clients.s3().send(new GetObjectCommand(at)))).name).toBe('NoSuchKey');
      expect(it.aws.calls.list()[0]).toMatchObject({ action: 'sts:AssumeRole', outcome: 'refused' });
      expect(it.aws.calls.list()[0]).not.toHaveProperty('errorCode');
    });
  });
});

describe('an answer cut in half', () => {
  it('says the length of what is left, and is XML no more', async () => {
    await running(async (it) => {
      const whole = await assumeRaw(it);
      it.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'truncated' } });
      const { status, headers, body } = await assumeRaw(it);
      expect([status, Number(headers['content-length'])]).toEqual([200, body.length]);
      expect([body.startsWith('<?xml'), body.length]).toEqual([true, Math.floor(whole.body.length / 2)]);
      expect(await refusalOf(it.clients.assume())).toMatchObject({ status: 200 });
    });
  });

  it('says the length of the whole, and the connection ends too early', async () => {
    await running(async (it) => {
      it.aws.faults.add({ fault: { kind: 'truncated', contentLength: 'too-long' } });
      expect((await refusalOf(assumeRaw(it))).message).toBe('aborted');
      expect((await refusalOf(it.clients.assume())).message).toMatch(/aborted|terminated|ECONNRESET/);
      await refusalOf(it.clients.s3().send(new ListBucketsCommand({})));
    });
  });

  it('has done what was asked for, and cuts objects too', async () => {
    await running(async ({ aws, clients }) => {
      const s3 = clients.s3();
      await s3.send(new PutObjectCommand({ ...at, Body: '0123456789' }));
      aws.faults.add({ fault: { kind: 'truncated' } });
      expect((await s3.send(new HeadObjectCommand(at))).ContentLength).toBe(10);
      const { Body } = await s3.send(new GetObjectCommand(at));
      expect((await refusalOf(Promise.resolve(Body?.transformToString()))).message).toContain(
        'Checksum mismatch',
      );
      await s3.send(new PutObjectCommand({ ...at, Body: 'abcdef' }));
      aws.faults.clear();
      expect((await s3.send(new HeadObjectCommand(at))).ContentLength).toBe(6);
    });
  });
});

describe('an empty answer', () => {
  it('is 200 without a body', async () => {
    await running(async (it) => {
      it.aws.faults.add({ fault: { kind: 'empty' } });
      const { status, headers, body } = await assumeRaw(it);
      expect([status, headers['content-length'], body]).toEqual([200, '0', '']);
      expect(await it.clients.s3().send(new ListBucketsCommand({}))).not.toHaveProperty('Buckets');
      expect(it.aws.calls.count('s3:ListBuckets', { outcome: 'succeeded' })).toBe(1);
    });
  });
});

describe('AssumeRole with an odd answer', () => {
  it('has no credentials', async () => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'missing-credentials' } });
      const { Credentials, AssumedRoleUser } = await clients.assume();
      expect([Credentials, AssumedRoleUser?.AssumedRoleId]).toEqual([
        undefined,
        expect.stringMatching(/:spec$/),
      ]);
    });
  });

  it.each([
    ['missing', undefined],
    ['unparsable', 'soon'],
    ['past', '2026-11-22T11:00:00Z'],
    ['far', '9999-12-31T23:59:59Z'],
  ] as const)('has an expiration that is %s', async (value, expected) => {
    await atNoon(async (it) => {
      it.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'expiration', value } });
      const reply = await assumeRaw(it, NOON);
      expect(elementText(reply, 'Expiration')).toBe(expected);
      expect(elementText(reply, 'SecretAccessKey')).toHaveLength(40);
    });
  });

  it('has keys that end when they would have', async () => {
    await atNoon(async ({ aws, clients }, move) => {
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'expiration', value: 'far' } });
      const sts = clients.sts(await clients.assumeKeys());
      await sts.send(new GetCallerIdentityCommand({}));
      move(3_600_000);
      expect((await refusalOf(sts.send(new GetCallerIdentityCommand({})))).name).toBe('ExpiredToken');
    });
  });

  it.each<Fault>([
    { kind: 'missing-credentials' },
    { kind: 'expiration', value: 'missing' },
    { kind: 'wrong-account', accountId: SHIPPING },
  ])('%j leaves a refusal as it is', async (fault) => {
    await running(async ({ aws, clients }) => {
      const RoleArn = `${READER}-not`;
      const before = await refusalOf(clients.assume({ RoleArn }));
      aws.faults.add({ action: 'sts:AssumeRole', fault });
      const { name, message, status } = await refusalOf(clients.assume({ RoleArn }));
      expect([name, message, status]).toEqual([before.name, before.message, before.status]);
    });
  });
});

describe('a Date header that is wrong', () => {
  it('is off by so much, while AWS goes by its clock', async () => {
    await atNoon(async (it) => {
      expect((await assumeRaw(it, NOON)).headers['date']).toBe('Sun, 22 Nov 2026 12:00:00 GMT');
      it.aws.faults.add({ fault: { kind: 'skewed-date', byMs: -3_600_000 } });
      const reply = await assumeRaw(it, NOON);
      expect(reply.headers['date']).toBe('Sun, 22 Nov 2026 11:00:00 GMT');
      expect(elementText(reply, 'Expiration')).toBe('2026-11-22T13:00:00Z');
    });
  });

  it('leads an SDK to sign for a time that AWS refuses', async () => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ times: 1, fault: { kind: 'skewed-date', byMs: 3_600_000 } });
      const s3 = clients.s3();
      await s3.send(new ListBucketsCommand({}));
      const refusal = await refusalOf(s3.send(new ListBucketsCommand({})));
      expect(refusal).toMatchObject({ name: 'RequestTimeTooSkewed', status: 403 });
      expect(refusal.error).toHaveProperty('ServerTime');
      // The refusal told it the time.
      await s3.send(new ListBucketsCommand({}));
    });
  });
});
