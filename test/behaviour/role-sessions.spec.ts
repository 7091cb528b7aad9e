import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { LocalAws, trustPolicy, type World } from 'local-aws-accounts';
import {
  AssumeRoleDeniedError,
  CrossAccountClientFactory,
  InvalidOptionError,
  InvalidTargetError,
} from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { HUB_ACCOUNT, HUB_ROLE, member, PAYMENTS, ROLE_NAME, SEARCH } from '../support/world.js';

const MIDDLE = '555566667777';
const BROKER = `arn:aws:iam::${MIDDLE}:role/broker`;
const STRICT_BROKER = `arn:aws:iam::${MIDDLE}:role/strict-broker`;
const BEHIND = ['777788889999', '888899990000'] as const;
const [FIRST, SECOND] = BEHIND;
const TAGGING = '123456789012';
const HOUR_MS = 3_600_000;

const allow = (...Action: string[]) => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action, Resource: '*' }],
});
const LIST_BUCKETS = allow('s3:ListAllMyBuckets');
const NOTHING = allow('sts:GetCallerIdentity');
const sessionActions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const trust = (principal: string, ...actions: string[]) => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Principal: { AWS: principal }, Action: actions }],
});

function world(): World {
  const behind = (accountId: string) => ({
    buckets: [`behind-${accountId}`],
    roles: { [ROLE_NAME]: { trust: trust(MIDDLE, ...sessionActions) } },
  });
  return {
    hub: {
      accountId: HUB_ACCOUNT,
      roleName: 'hub',
      region: 'eu-west-1',
      permissions: allow(...sessionActions),
    },
    accounts: {
      [HUB_ACCOUNT]: {},
      [PAYMENTS]: member(['payments-ledger']),
      [SEARCH]: {
        buckets: ['search-index'],
        roles: { [ROLE_NAME]: { trust: trust(HUB_ROLE, 'sts:AssumeRole', 'sts:SetSourceIdentity') } },
      },
      [TAGGING]: {
        buckets: ['tagged'],
        roles: { [ROLE_NAME]: { trust: trust(HUB_ROLE, ...sessionActions), maxSessionSeconds: 43_200 } },
      },
      [MIDDLE]: {
        roles: {
          broker: { trust: trust(HUB_ROLE, ...sessionActions), permissions: allow(...sessionActions) },
          'strict-broker': {
            trust: trustPolicy({ principal: HUB_ROLE, externalId: 'for-the-broker' }),
            permissions: allow('sts:AssumeRole'),
          },
        },
      },
      [FIRST]: behind(FIRST),
      [SECOND]: behind(SECOND),
    },
  };
}

let now = Date.now();
let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

async function start(options: Parameters<typeof startApplication>[0] = {}): Promise<void> {
  app = await startApplication(options);
  factory = app.get(CrossAccountClientFactory);
}

async function restart(options: Parameters<typeof startApplication>[0]): Promise<void> {
  await app.close();
  await start(options);
}

const assumeRoleCalls = (roleArn?: string): number =>
  aws.calls.count('sts:AssumeRole', roleArn === undefined ? {} : { roleArn });

beforeAll(async () => {
  aws = await LocalAws.start(world(), { clock: () => now });
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(async () => {
  now = Date.now();
  aws.update((draft) => Object.assign(draft, world()));
  aws.calls.reset();
  aws.faults.clear();
  await start();
});

afterEach(() => app.close());

describe('a session policy', () => {
  it.each([
    ['as a document', NOTHING],
    ['as text', JSON.stringify(NOTHING, undefined, 2)],
  ])('%s narrows what the role may do', async (_, policy) => {
    expect(await bucketNames(factory.get(S3Client, { accountId: PAYMENTS }))).toEqual(['payments-ledger']);
    const narrowed = bucketNames(factory.get(S3Client, { accountId: PAYMENTS, policy }));
    await expect(narrowed).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('allows what the role may do as well', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS, policy: LIST_BUCKETS });
    expect(await bucketNames(client)).toEqual(['payments-ledger']);
  });

  it('of the module is for every account, and one of an override replaces it', async () => {
    await restart({ policy: NOTHING, accountOverrides: { [SEARCH]: { policy: LIST_BUCKETS } } });
    const [payments, search] = [PAYMENTS, SEARCH].map((accountId) => factory.get(S3Client, { accountId }));
    await expect(bucketNames(payments as S3Client)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await bucketNames(search as S3Client)).toEqual(['search-index']);
  });

  it('in another order is the same session and the same client, and one AssumeRole', async () => {
    const { Version, Statement } = LIST_BUCKETS;
    const client = factory.get(S3Client, { accountId: PAYMENTS, policy: { Version, Statement } });
    expect(factory.get(S3Client, { accountId: PAYMENTS, policy: { Statement, Version } })).toBe(client);
    await Promise.all([bucketNames(client), bucketNames(client)]);
    expect(assumeRoleCalls()).toBe(1);
  });

  it('that STS does not take is refused without repeating it', async () => {
    const policy = '{"Statement":"CANARY"}';
    const failure = factory.assume({ accountId: PAYMENTS, policy });
    await expect(failure).rejects.toMatchObject({ code: 'ASSUME_ROLE_REJECTED', retryable: false });
    await expect(failure).rejects.not.toThrow(/CANARY/);
  });
});

describe('session tags', () => {
  const tags = { team: 'payments', Stage: '' };

  it('need sts:TagSession, and the error says so', async () => {
    const failure = factory.assume({ accountId: PAYMENTS, tags });
    await expect(failure).rejects.toThrow(AssumeRoleDeniedError);
    await expect(failure).rejects.toMatchObject({ deniedAction: 'sts:TagSession', accountId: PAYMENTS });
  });

  it('arrive where the trust policy allows it', async () => {
    const client = factory.get(S3Client, { accountId: TAGGING, tags, transitiveTagKeys: ['stage'] });
    expect(await bucketNames(client)).toEqual(['tagged']);
  });

  it('that are transitive follow into the roles behind, so that one sent again would be refused', async () => {
    const via = { roleArn: BROKER, tags, transitiveTagKeys: ['team'] };
    await factory.assume({ accountId: FIRST, via });
    aws.update((draft) => {
      const role = draft.accounts[SECOND]?.roles?.[ROLE_NAME];
      if (role) role.trust = trust(MIDDLE, 'sts:AssumeRole');
    });
    const denied = factory.assume({ accountId: SECOND, via });
    await expect(denied).rejects.toMatchObject({ deniedAction: 'sts:TagSession', accountId: SECOND });
    expect(() => factory.get(S3Client, { accountId: FIRST, via, tags: { Team: 'x' } })).toThrow(
      InvalidTargetError,
    );
  });
});

describe('a source identity', () => {
  it('needs sts:SetSourceIdentity, and is taken where the trust policy allows it', async () => {
    const sourceIdentity = 'alice';
    const denied = factory.assume({ accountId: PAYMENTS, sourceIdentity });
    await expect(denied).rejects.toMatchObject({ deniedAction: 'sts:SetSourceIdentity' });
    expect(await factory.assume({ accountId: SEARCH, sourceIdentity })).toMatchObject({ accountId: SEARCH });
  });

  it('set on the way goes with the chain', async () => {
    aws.update((draft) => {
      const role = draft.accounts[FIRST]?.roles?.[ROLE_NAME];
      if (role) role.trust = trust(MIDDLE, 'sts:AssumeRole');
    });
    const denied = factory.assume({ accountId: FIRST, via: { roleArn: BROKER, sourceIdentity: 'alice' } });
    await expect(denied).rejects.toMatchObject({ deniedAction: 'sts:SetSourceIdentity', accountId: FIRST });
    const plain = await factory.assume({ accountId: FIRST, via: BROKER });
    expect(plain.accountId).toBe(FIRST);
  });
});

describe('a role that is assumed through another one', () => {
  it('is reached, where the hub role alone is not let in', async () => {
    await expect(factory.assume({ accountId: FIRST })).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED' });
    const client = factory.get(S3Client, { accountId: FIRST, via: BROKER });
    expect(await bucketNames(client)).toEqual([`behind-${FIRST}`]);
    const { Arn } = await factory
      .get(STSClient, { accountId: FIRST, via: BROKER })
      .send(new GetCallerIdentityCommand({}));
    expect(Arn).toContain(`arn:aws:sts::${FIRST}:assumed-role/${ROLE_NAME}/`);
  });

  it('shares the session of the role on the way with all members: one AssumeRole for it', async () => {
    await restart({ via: BROKER });
    await Promise.all(
      [...BEHIND, ...BEHIND].map((accountId) => bucketNames(factory.get(S3Client, { accountId }))),
    );
    expect(assumeRoleCalls(BROKER)).toBe(1);
    expect(assumeRoleCalls()).toBe(3);
  });

  it('sends an external ID to each role that asks for one, and to no other', async () => {
    const without = factory.assume({ accountId: FIRST, via: STRICT_BROKER });
    await expect(without).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED', accountId: MIDDLE });
    const wrong = factory.assume({ accountId: FIRST, externalId: 'for-the-broker', via: STRICT_BROKER });
    await expect(wrong).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED', accountId: MIDDLE });
    const via = { roleArn: STRICT_BROKER, externalId: 'for-the-broker', sessionName: 'on-the-way' };
    expect(await factory.assume({ accountId: FIRST, via })).toMatchObject({ accountId: FIRST });
  });

  it('says that the role on the way needs the permission, when that is what is missing', async () => {
    aws.update((draft) => {
      const role = draft.accounts[MIDDLE]?.roles?.['broker'];
      if (role) role.permissions = allow('s3:ListAllMyBuckets');
    });
    const failure = factory.assume({ accountId: FIRST, via: BROKER });
    await expect(failure).rejects.toMatchObject({ deniedBy: 'hub-permissions', accountId: FIRST });
    await expect(failure).rejects.toThrow('the permissions policy of the role in via');
  });

  it('is renewed with a renewed session of the role on the way', async () => {
    const target = { accountId: FIRST, via: BROKER };
    await factory.assume(target);
    await factory.assume({ roleArn: BROKER, sessionName: 'another' });
    factory.invalidateAccount(MIDDLE);
    await factory.assume(target, { fresh: true });
    expect(aws.calls.count('sts:AssumeRole', { roleArn: BROKER, outcome: 'succeeded' })).toBe(3);
    expect(aws.calls.count('sts:AssumeRole', { accountId: FIRST })).toBe(2);
  });

  it('has the session on the way assumed anew when STS no longer takes it', async () => {
    const target = { accountId: FIRST, via: BROKER };
    await factory.assume(target);
    now += 2 * HOUR_MS;
    aws.calls.reset();
    expect(await factory.assume(target, { fresh: true })).toMatchObject({ accountId: FIRST });
    expect(aws.calls.count('sts:AssumeRole', { errorCode: 'ExpiredToken' })).toBe(1);
    expect(aws.calls.count('sts:AssumeRole', { outcome: 'succeeded' })).toBe(2);
  });

  it('lasts an hour at most, which is said before any call', async () => {
    const target = { accountId: FIRST, via: BROKER, durationSeconds: 3_601 };
    expect(() => factory.get(S3Client, target)).toThrow('3600 s at most');
    await app.close();
    await expect(start({ via: BROKER, durationSeconds: 43_200 })).rejects.toThrow(InvalidOptionError);
    await start();
    expect(aws.calls.list()).toEqual([]);
    const { expiration } = await factory.assume({ accountId: FIRST, via: BROKER, durationSeconds: 3_600 });
    expect(expiration.getTime()).toBeLessThanOrEqual(now + HOUR_MS);
  });

  it('may be as long as the role allows without one', async () => {
    const { expiration } = await factory.assume({ accountId: TAGGING, durationSeconds: 43_200 });
    expect(expiration.getTime()).toBeGreaterThan(now + 11 * HOUR_MS);
  });
});

describe('tenants that name the same role', () => {
  it.each([
    ['external IDs', { externalId: 'tenant-one' }, { externalId: 'tenant-two' }],
    ['tags', { tags: { tenant: 'one' } }, { tags: { tenant: 'two' } }],
    ['policies', { policy: LIST_BUCKETS }, { policy: NOTHING }],
    ['source identities', { sourceIdentity: 'one' }, { sourceIdentity: 'two' }],
    ['durations', { durationSeconds: 900 }, { durationSeconds: 1_800 }],
    ['transitive keys', { tags: { a: 'b' }, transitiveTagKeys: ['a'] }, { tags: { a: 'b' } }],
    ['roles on the way', { via: BROKER }, { via: { roleArn: BROKER, sessionName: 'tenant-two' } }],
  ])('with different %s never share a session or a client', async (_, one, two) => {
    const roleArn = `arn:aws:iam::${TAGGING}:role/${ROLE_NAME}`;
    aws.update((draft) => {
      const role = draft.accounts[TAGGING]?.roles?.[ROLE_NAME];
      if (role) role.trust = trust('*', ...sessionActions);
    });
    const targets = [
      { roleArn, ...one },
      { roleArn, ...two },
    ];
    const clients = targets.map((target) => factory.get(S3Client, target));
    expect(clients[0]).not.toBe(clients[1]);
    const identities = await Promise.all(targets.map((target) => factory.getCredentials(target)()));
    expect(identities[0]?.accessKeyId).not.toBe(identities[1]?.accessKeyId);
    expect(assumeRoleCalls(roleArn)).toBe(2);
    const [again] = await Promise.all(
      targets.map((target) => factory.getCredentials(structuredClone(target))()),
    );
    expect(again?.accessKeyId).toBe(identities[0]?.accessKeyId);
    expect(assumeRoleCalls(roleArn)).toBe(2);
  });

  it('cannot use what another one has: each external ID is proved to STS', async () => {
    aws.update((draft) => {
      draft.accounts[PAYMENTS] = member(['payments-ledger'], 'tenant-one');
    });
    const roleArn = `arn:aws:iam::${PAYMENTS}:role/${ROLE_NAME}`;
    expect(await bucketNames(factory.get(S3Client, { roleArn, externalId: 'tenant-one' }))).toHaveLength(1);
    const thief = bucketNames(factory.get(S3Client, { roleArn, externalId: 'tenant-two' }));
    await expect(thief).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED' });
  });
});
