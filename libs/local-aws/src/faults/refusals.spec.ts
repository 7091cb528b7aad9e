import { describe, expect, it } from '@jest/globals';
import { HeadBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusalOf } from '../testing/refusal.js';
import { atNoon, running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, s3Draft, send, sign, stsDraft } from '../testing/signed.js';
import {
  EXTERNAL_ID,
  HUB_ROLE,
  HUB_SESSION,
  PAYMENTS,
  READER,
  readerArn,
  SHIPPING,
} from '../testing/worlds.js';
import type { RejectKeyCode } from './reject-key.js';

const list = ({ clients }: Running, region?: string) =>
  refusalOf(clients.s3(clients.hubKeys, region).send(new ListBucketsCommand({})));
const NOTHING = 'nothing was refused';

async function names(calls: number, call: () => Promise<{ name: string }>): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; i < calls; i++) found.push((await call()).name);
  return found;
}

describe('a rate limit', () => {
  it('lets a burst through and then so many a second, by the clock of AWS', async () => {
    await atNoon(async (it, move) => {
      const limit = it.aws.faults.add({
        action: 'sts:AssumeRole',
        fault: { kind: 'rate-limit', perSecond: 2, burst: 3 },
      });
      const assume = () => refusalOf(it.clients.assume());
      const throttled = 'Throttling';
      expect(await names(5, assume)).toEqual([NOTHING, NOTHING, NOTHING, throttled, throttled]);
      move(499);
      expect(await names(1, assume)).toEqual([throttled]);
      move(1);
      expect(await names(2, assume)).toEqual([NOTHING, throttled]);
      move(60_000);
      expect(await names(4, assume)).toEqual([NOTHING, NOTHING, NOTHING, throttled]);
      expect([limit.hits, it.aws.calls.count('sts:AssumeRole', { errorCode: throttled })]).toEqual([5, 5]);
    });
  });

  it('has a burst of a second by default, of one request at least, and slows S3 down', async () => {
    await atNoon(async (it, move) => {
      const slow = it.aws.faults.add({
        action: 's3:ListBuckets',
        fault: { kind: 'rate-limit', perSecond: 0.5 },
      });
      expect(await names(2, () => list(it))).toEqual([NOTHING, 'SlowDown']);
      move(2000);
      expect(await names(2, () => list(it))).toEqual([NOTHING, 'SlowDown']);
      slow.clear();
      it.aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'rate-limit', perSecond: 2.5 } });
      expect(await names(3, () => list(it))).toEqual([NOTHING, NOTHING, 'SlowDown']);
    });
  });

  it('stands back below its rate for the rule behind it, and ends after so many refusals', async () => {
    await atNoon(async (it) => {
      const limit = it.aws.faults.add({
        action: 's3:ListBuckets',
        times: 1,
        fault: { kind: 'rate-limit', perSecond: 1 },
      });
      const error = it.aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'server-error' } });
      expect(await names(3, () => list(it))).toEqual(['InternalError', 'SlowDown', 'InternalError']);
      expect([limit.hits, error.hits]).toEqual([1, 2]);
    });
  });

  it('counts for each role where its rule names one', async () => {
    await atNoon(async ({ aws, clients }) => {
      for (const roleArn of [READER, readerArn(SHIPPING)])
        aws.faults.add({ action: 'sts:AssumeRole', roleArn, fault: { kind: 'rate-limit', perSecond: 1 } });
      const shipping = { RoleArn: readerArn(SHIPPING), ExternalId: EXTERNAL_ID };
      expect(await names(2, () => refusalOf(clients.assume()))).toEqual([NOTHING, 'Throttling']);
      expect(await names(2, () => refusalOf(clients.assume(shipping)))).toEqual([NOTHING, 'Throttling']);
    });
  });
});

describe('a denial', () => {
  it('is one of the role that it names, and says what a policy would', async () => {
    await running(async (it) => {
      it.aws.faults.add({ action: 'sts:AssumeRole', roleArn: READER, fault: { kind: 'deny' } });
      expect(await refusalOf(it.clients.assume())).toMatchObject({
        name: 'AccessDenied',
        status: 403,
        message: `User: ${HUB_SESSION} is not authorized to perform: sts:AssumeRole on resource: ${READER} with an explicit deny in a service control policy`,
      });
      await it.clients.assume({ RoleArn: readerArn(SHIPPING), ExternalId: EXTERNAL_ID });
    });
  });

  it('spares GetCallerIdentity, as no policy can deny it', async () => {
    await running(async (it) => {
      const deny = it.aws.faults.add({ fault: { kind: 'deny' } });
      expect(await list(it)).toMatchObject({ name: 'AccessDenied', status: 403, message: 'Access Denied' });
      await it.clients.sts().send(new GetCallerIdentityCommand({}));
      expect(deny.hits).toBe(1);
    });
  });
});

describe('a region that is switched off', () => {
  it('is refused by STS and by S3, each in its way, and no other region is', async () => {
    await running(async (it) => {
      const region = 'af-south-1';
      it.aws.faults.add({ region, fault: { kind: 'region-disabled' } });
      expect(await list(it, region)).toMatchObject({ name: 'InvalidToken', status: 400 });
      expect((await list(it)).name).toBe(NOTHING);
      const params = { Action: 'AssumeRole', RoleArn: READER, RoleSessionName: 'spec' };
      const draft = await sign(stsDraft(it.aws.url, params), it.clients.hubKeys, { service: 'sts', region });
      const reply = await send(it.aws.url, draft);
      expect([reply.status, elementText(reply, 'Code'), elementText(reply, 'Message')]).toEqual([
        403,
        'RegionDisabledException',
        expect.stringContaining('STS is not activated in this region for account:999999999999'),
      ]);
      await it.clients.sts(it.clients.hubKeys, region).send(new GetCallerIdentityCommand({}));
      await it.clients.assume();
    });
  });
});

describe('keys that a service rejects', () => {
  it.each<[RejectKeyCode, number, string, number]>([
    ['ExpiredToken', 400, 'ExpiredToken', 403],
    ['InvalidAccessKeyId', 403, 'InvalidClientTokenId', 403],
    ['InvalidToken', 400, 'InvalidClientTokenId', 403],
    ['SignatureDoesNotMatch', 403, 'SignatureDoesNotMatch', 403],
  ])('with %s are refused as such keys are', async (code, ofS3, nameInSts, ofSts) => {
    await running(async (it) => {
      const keys = await it.clients.assumeKeys();
      it.aws.faults.add({ roleArn: READER, action: 's3:ListBuckets', fault: { kind: 'reject-key', code } });
      it.aws.faults.add({
        accountId: PAYMENTS,
        action: 'sts:GetCallerIdentity',
        fault: { kind: 'reject-key', code },
      });
      const s3 = it.clients.s3(keys);
      expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toMatchObject({
        name: code,
        status: ofS3,
      });
      const sts = it.clients.sts(keys);
      expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: nameInSts,
        status: ofSts,
      });
      expect((await list(it)).name).toBe(NOTHING);
      expect(it.aws.calls.count('s3:ListBuckets', { roleArn: HUB_ROLE, outcome: 'succeeded' })).toBe(1);
    });
  });

  it('are refused to HEAD with a bare status', async () => {
    await running(async (it) => {
      it.aws.faults.add({ action: 's3:HeadBucket', fault: { kind: 'reject-key', code: 'ExpiredToken' } });
      const draft = await sign(s3Draft(it.aws.url, 'HEAD', '/hub-logs'), it.clients.hubKeys, {
        service: 's3',
      });
      expect(await send(it.aws.url, draft)).toMatchObject({ status: 400, body: '' });
      const head = it.clients.s3().send(new HeadBucketCommand({ Bucket: 'hub-logs' }));
      expect(await refusalOf(head)).toMatchObject({ status: 400 });
      expect(it.aws.calls.count('s3:HeadBucket', { errorCode: 'ExpiredToken' })).toBe(2);
    });
  });

  it('hear of their own token from S3, as they do when it has expired', async () => {
    await running(async (it) => {
      it.aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'reject-key', code: 'ExpiredToken' } });
      const { error } = await list(it);
      expect(error).toHaveProperty('Token-0', it.clients.hubKeys.sessionToken);
    });
  });
});
