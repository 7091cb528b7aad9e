import { describe, expect, it } from '@jest/globals';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { s3Draft, send, sign, stsDraft } from '../testing/signed.js';
import {
  EXTERNAL_ID,
  HUB,
  HUB_ROLE,
  HUB_SESSION,
  PAYMENTS,
  READER,
  readerArn,
  SHIPPING,
} from '../testing/worlds.js';
import { CallLog, LISTED_CALLS } from './calls.js';

describe('calls', () => {
  it('are counted by action, role, account, outcome and code', async () => {
    await running(async ({ aws, clients }) => {
      const shipping = { RoleArn: readerArn(SHIPPING) };
      await clients.assume();
      await clients.assume({ ...shipping, ExternalId: EXTERNAL_ID });
      await refusalOf(clients.assume(shipping));
      const { calls } = aws;
      expect(calls.count('sts:AssumeRole')).toBe(3);
      expect(calls.count('sts:AssumeRole', { roleArn: READER })).toBe(1);
      expect(calls.count('sts:AssumeRole', { accountId: SHIPPING })).toBe(2);
      expect(calls.count('sts:AssumeRole', { accountId: SHIPPING, errorCode: 'AccessDenied' })).toBe(1);
      expect(calls.count('sts:AssumeRole', { outcome: 'succeeded', principalArn: HUB_SESSION })).toBe(2);
      expect(calls.count('sts:AssumeRole', { region: 'us-east-1' })).toBe(0);
      expect(calls.count('s3:ListBuckets')).toBe(0);
      calls.reset();
      expect([calls.count('sts:AssumeRole'), calls.list()]).toEqual([0, []]);
    });
  });

  it("say who called, where, and by which role: AssumeRole's is the one asked for", async () => {
    await running(async ({ aws, clients }) => {
      const keys = await clients.assumeKeys();
      await clients.s3(keys, 'us-east-1').send(new ListBucketsCommand({}));
      expect(aws.calls.list()).toEqual([
        {
          action: 'sts:AssumeRole',
          accountId: PAYMENTS,
          roleArn: READER,
          principalArn: HUB_SESSION,
          region: 'eu-west-1',
          outcome: 'succeeded',
        },
        {
          action: 's3:ListBuckets',
          accountId: PAYMENTS,
          roleArn: READER,
          principalArn: `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`,
          region: 'us-east-1',
          outcome: 'succeeded',
        },
      ]);
    });
  });

  it('name nobody who was not authenticated', async () => {
    await running(async ({ aws, clients }) => {
      await send(aws.url, stsDraft(aws.url, { Action: 'GetCallerIdentity' }));
      await send(aws.url, s3Draft(aws.url, 'GET', '/hub-logs'));
      const wrong = { ...clients.hubKeys, secretAccessKey: 'wrong' };
      await refusalOf(clients.assume({}, wrong));
      await send(
        aws.url,
        await sign(stsDraft(aws.url, { Action: 'GetFederationToken' }), clients.hubKeys, { service: 'sts' }),
      );
      expect(aws.calls.list()).toEqual([
        { action: 'sts:GetCallerIdentity', outcome: 'refused', errorCode: 'MissingAuthenticationToken' },
        { action: 's3:Unknown', outcome: 'refused', errorCode: 'AccessDenied' },
        {
          action: 'sts:AssumeRole',
          accountId: PAYMENTS,
          roleArn: READER,
          outcome: 'refused',
          errorCode: 'SignatureDoesNotMatch',
        },
        {
          action: 'sts:Unknown',
          accountId: HUB,
          roleArn: HUB_ROLE,
          principalArn: HUB_SESSION,
          region: 'eu-west-1',
          outcome: 'refused',
          errorCode: 'InvalidAction',
        },
      ]);
    });
  });

  it('are counted exactly and listed up to a bound, the latest ones', () => {
    const log = new CallLog();
    for (let i = 0; i < 2.5 * LISTED_CALLS; i++) log.add({ action: 's3:ListBuckets', outcome: 'succeeded' });
    log.add({ action: 's3:HeadBucket', outcome: 'refused' });
    expect(log.count('s3:ListBuckets')).toBe(2.5 * LISTED_CALLS);
    expect(log.list()).toHaveLength(LISTED_CALLS);
    expect(log.list().at(-1)).toEqual({ action: 's3:HeadBucket', outcome: 'refused' });
  });
});
