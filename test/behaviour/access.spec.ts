import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { LocalAws } from 'local-aws-accounts';
import {
  type AccessOptions,
  CrossAccountClientFactory,
  InvalidTargetError,
  StsThrottledError,
  TargetRefusedError,
} from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { DENYING, HUB_ACCOUNT, HUB_ROLE, member, PAYMENTS, SEARCH, smallWorld } from '../support/world.js';

/** A role of the hub's own account, on the way to a member that trusts it alone. */
const BROKER = `arn:aws:iam::${HUB_ACCOUNT}:role/broker`;
const BEHIND = '555566667777';
const NOBODY = '333333333333';

let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  const world = smallWorld();
  const [trusting] = Object.values(member([]).roles ?? {});
  world.accounts[HUB_ACCOUNT] = {
    buckets: ['hub-reports'],
    roles: { broker: { ...trusting, trust: trustOf(HUB_ROLE), permissions: ASSUME_ANYTHING } },
  };
  world.accounts[BEHIND] = {
    buckets: ['behind'],
    roles: { 'inventory-reader': { trust: trustOf(BROKER) } },
  };
  aws = await LocalAws.start(world);
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(() => {
  aws.calls.reset();
  aws.faults.clear();
});

afterEach(() => app.close());

const ASSUME_ANYTHING = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: 'sts:AssumeRole', Resource: '*' }],
};
const trustOf = (principal: string) => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
});

async function start(
  access: AccessOptions,
  options: Parameters<typeof startApplication>[0] = {},
): Promise<void> {
  app = await startApplication({ access, ...options });
  factory = app.get(CrossAccountClientFactory);
}

const s3In = (accountId: string): S3Client => factory.get(S3Client, { accountId }, { maxAttempts: 1 });

describe('a target that a list keeps out', () => {
  it('is refused by the factory at once, with no call of anything', async () => {
    await start({ allowedAccounts: [PAYMENTS], allowedRegions: ['eu-west-1'] });
    const targets = [
      { accountId: SEARCH },
      { accountId: NOBODY },
      { accountId: PAYMENTS, region: 'us-east-1' },
      { accountId: PAYMENTS, roleName: 'admin' },
    ];
    for (const target of targets) {
      expect(() => factory.get(S3Client, target)).toThrow(TargetRefusedError);
      expect(() => factory.getCredentials(target)).toThrow(TargetRefusedError);
      await expect(factory.assume(target)).rejects.toThrow(TargetRefusedError);
    }
    expect(factory.stats()).toMatchObject({ clients: { cached: 0 }, credentials: { cached: 0, failed: 0 } });
    expect(aws.calls.list()).toEqual([]);
    expect(await bucketNames(s3In(PAYMENTS))).toEqual(['payments-invoices', 'payments-ledger']);
  });

  it('can be forgotten all the same', async () => {
    await start({ deniedAccounts: [PAYMENTS] });
    expect(() => factory.invalidate({ accountId: PAYMENTS })).not.toThrow();
    expect(() => factory.invalidateAccount(PAYMENTS)).not.toThrow();
  });
});

describe('a rule that is a function', () => {
  const withdrawn = new Set<string>();
  const isAllowed = async (id: string): Promise<boolean> => !withdrawn.has(id);
  beforeEach(() => withdrawn.clear());

  it('stops clients and providers that are held already, and lets them go on when it says yes again', async () => {
    await start({ allowedAccounts: isAllowed });
    const held = s3In(PAYMENTS);
    const provider = factory.getCredentials({ accountId: PAYMENTS });
    await bucketNames(held);
    await provider();
    aws.calls.reset();
    withdrawn.add(PAYMENTS);
    await expect(bucketNames(held)).rejects.toMatchObject({ rule: 'access.allowedAccounts' });
    await expect(provider()).rejects.toThrow(TargetRefusedError);
    await expect(factory.assume({ accountId: PAYMENTS })).rejects.toThrow(TargetRefusedError);
    expect(aws.calls.list()).toEqual([]);
    withdrawn.clear();
    expect(await bucketNames(held)).toHaveLength(2);
    expect(aws.calls.count('sts:AssumeRole')).toBe(0);
  });

  it('keeps cold roles from being assumed at all', async () => {
    await start({ allowedAccounts: () => false });
    for (const accountId of [PAYMENTS, DENYING, NOBODY])
      await expect(bucketNames(s3In(accountId))).rejects.toThrow(TargetRefusedError);
    expect(aws.calls.list()).toEqual([]);
  });

  it('lets nobody through when it fails', async () => {
    await start({ allowedAccounts: () => Promise.reject(new RangeError('the database is down')) });
    await expect(bucketNames(s3In(PAYMENTS))).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      problem: 'it failed with RangeError',
    });
    expect(aws.calls.list()).toEqual([]);
  });

  it('is asked for accounts whose credentials are provided', async () => {
    const accountOverrides = { [HUB_ACCOUNT]: { credentials: 'hub-role' as const } };
    await start({ allowedAccounts: isAllowed }, { accountOverrides });
    const held = s3In(HUB_ACCOUNT);
    expect(await bucketNames(held)).toEqual(['hub-reports']);
    withdrawn.add(HUB_ACCOUNT);
    await expect(bucketNames(held)).rejects.toThrow(TargetRefusedError);
  });

  it('is asked for each role on the way', async () => {
    await start({ allowedRoles: isAllowed }, { via: BROKER });
    const held = s3In(BEHIND);
    expect(await bucketNames(held)).toEqual(['behind']);
    withdrawn.add(BROKER);
    await expect(bucketNames(held)).rejects.toMatchObject({ rule: 'access.allowedRoles' });
  });

  it('leaves a caller who waits for it free to go', async () => {
    await start({ allowedAccounts: () => new Promise<boolean>(() => undefined) });
    const leaving = new AbortController();
    const assumed = factory.assume({ accountId: PAYMENTS }, { signal: leaving.signal });
    leaving.abort(new RangeError('gone'));
    await expect(assumed).rejects.toThrow('gone');
  });
});

describe('entering for a request', () => {
  const request = (accountId: string) => ({
    target: { accountId },
    source: 'request' as const,
    principal: 'alice',
  });

  it("learns the hub's account once, by one call for however many", async () => {
    await start({ allowedAccounts: 'any-that-trusts-us' });
    await Promise.all(Array.from({ length: 50 }, () => factory.gate.enter(request(PAYMENTS))));
    await expect(factory.gate.enter(request(HUB_ACCOUNT))).rejects.toThrow(TargetRefusedError);
    expect(aws.calls.list().map(({ action }) => action)).toEqual(['sts:GetCallerIdentity']);
  });

  it("calls nothing where the hub's account is known, nor for what a rule refuses", async () => {
    await start({ allowedAccounts: [PAYMENTS] }, { hubAccountId: HUB_ACCOUNT });
    await factory.gate.enter(request(PAYMENTS));
    for (const accountId of [HUB_ACCOUNT, DENYING, NOBODY])
      await expect(factory.gate.enter(request(accountId))).rejects.toThrow(TargetRefusedError);
    await expect(factory.gate.enter(request('1'))).rejects.toThrow(InvalidTargetError);
    expect(aws.calls.list()).toEqual([]);
  });

  it("asks anew for the hub's account when that could not be learnt", async () => {
    const sts = { attemptSeconds: 0.5, totalSeconds: 0.5 };
    await start({ allowedAccounts: 'any-that-trusts-us' }, { sts });
    const fault = aws.faults.add({ action: 'sts:GetCallerIdentity', fault: { kind: 'throttle' } });
    await expect(factory.gate.enter(request(PAYMENTS))).rejects.toThrow(StsThrottledError);
    fault.clear();
    expect(await factory.gate.enter(request(PAYMENTS))).toMatchObject({ accountId: PAYMENTS });
  });

  it('tells a denied role no differently from a refused target, where any account is allowed that trusts us', async () => {
    await start({ allowedAccounts: 'any-that-trusts-us' }, { hubAccountId: HUB_ACCOUNT });
    const answers = await Promise.all(
      [DENYING, NOBODY].map(async (accountId) => {
        const target = await factory.gate.enter(request(accountId));
        const [outcome] = await Promise.allSettled([bucketNames(s3In(accountId))]);
        const error = outcome.status === 'rejected' ? outcome.reason : undefined;
        return factory.gate.answerFor(error, target) as TargetRefusedError;
      }),
    );
    const refused = new TargetRefusedError('access.allowedAccounts', {});
    for (const answer of answers) {
      expect(answer).toBeInstanceOf(TargetRefusedError);
      expect([answer.message, answer.code, answer.rule]).toEqual([
        refused.message,
        refused.code,
        refused.rule,
      ]);
    }
  });
});
