import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from '@jest/globals';
import { trustPolicy, type World } from 'local-aws-accounts';
import {
  type Account,
  AccountDirectory,
  AccountSweep,
  type AwsCrossAccountModuleOptions,
  OrganizationsAccountDirectory,
  type OrganizationsOptions,
  TargetRefusedError,
} from 'nestjs-aws-cross-account';
import { bucketNames } from '../support/buckets.js';
import { ContextApplication } from '../support/context-application.js';
import { HUB_ACCOUNT, HUB_ROLE, member, PARTNER, PAYMENTS, SEARCH } from '../support/world.js';

const MANAGEMENT = '555566667777';
const LISTING = { accountId: MANAGEMENT, roleName: 'organization-reader' };
const ORGANIZATION = 'o-exampleorgid';

function world(): World {
  const trust = trustPolicy({ principal: HUB_ROLE });
  return {
    organizationId: ORGANIZATION,
    organization: {
      managementAccount: MANAGEMENT,
      units: { Workloads: { units: { Prod: {}, Test: {} } }, Sandbox: {} },
    },
    hub: { accountId: HUB_ACCOUNT, roleName: 'hub', region: 'eu-west-1' },
    accounts: {
      [HUB_ACCOUNT]: {},
      [MANAGEMENT]: { name: 'Management', roles: { 'organization-reader': { trust } } },
      [PAYMENTS]: {
        ...member(['payments-ledger']),
        name: 'Payments',
        unit: 'Workloads/Prod',
        tags: { team: 'pay' },
      },
      [SEARCH]: {
        ...member(['search-index']),
        name: 'Search',
        unit: 'Workloads/Test',
        tags: { team: 'find' },
      },
      [PARTNER]: { ...member([]), name: 'Old', unit: 'Workloads/Prod', state: 'SUSPENDED' },
    },
  };
}

let application: ContextApplication;
afterEach(() => application.close());

async function start(options: OrganizationsOptions = {}, change: Partial<AwsCrossAccountModuleOptions> = {}) {
  const directory = new OrganizationsAccountDirectory({ listedBy: LISTING, ...options });
  const allowedRoles = ['inventory-reader', LISTING.roleName];
  const access = change.access && {
    allowedRoles,
    ...change.access,
    ...('allowedAccounts' in change.access ? { allowedAccounts: directory } : {}),
  };
  application = await ContextApplication.start(world(), {
    directory,
    ...change,
    ...(access ? { access } : {}),
  });
  return directory;
}

async function namesOf(accounts: AsyncIterable<Account>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name = '' } of accounts) names.push(name);
  return names.toSorted();
}

describe('a directory of an organization', () => {
  it('is what AccountDirectory injects, and lists by a role of its own', async () => {
    const directory = await start({ tags: true });
    const injected = application.app.get(AccountDirectory);
    expect(injected).toBe(directory);
    expect(await injected.find(PAYMENTS)).toMatchObject({
      id: PAYMENTS,
      name: 'Payments',
      ouPath: 'Workloads/Prod',
      tags: { team: 'pay' },
      state: 'ACTIVE',
    });
    const callers = new Set(
      application.aws.calls
        .list()
        .filter(({ action }) => action.startsWith('organizations:'))
        .map(({ principalArn = '' }) => principalArn.split('/')[1]),
    );
    expect([...callers]).toEqual([LISTING.roleName]);
  });

  it('leaves out what is suspended, and counts it', async () => {
    const directory = await start();
    expect(await namesOf(directory.accounts())).not.toContain('Old');
    expect(directory.stats()).toEqual({ accounts: 4, leftOut: { SUSPENDED: 1 } });
    expect(await directory.allows(PARTNER)).toBe(false);
  });

  it('reads every page, also behind empty ones', async () => {
    const directory = new OrganizationsAccountDirectory({ listedBy: LISTING });
    application = await ContextApplication.start(world(), { directory }, {}, { pageSizes: [0, 1] });
    expect(await namesOf(directory.accounts({ ous: ['Workloads'] }))).toEqual(['Payments', 'Search']);
    expect(application.aws.calls.count('organizations:ListOrganizationalUnitsForParent')).toBeGreaterThan(8);
  });

  it('may be one of some units alone', async () => {
    const directory = await start({ ous: ['Workloads/Prod'] });
    expect(await namesOf(directory.accounts())).toEqual(['Payments']);
    expect(await directory.count({ names: ['S*'] })).toBe(0);
  });

  it('does not know tags that it has not read, and says so', async () => {
    const directory = await start();
    await expect(namesOf(directory.accounts({ tags: { team: 'pay' } }))).rejects.toMatchObject({
      field: 'filter.tags',
    });
  });

  it('is read once, for all', async () => {
    const directory = await start();
    await Promise.all([directory.find(PAYMENTS), directory.find(SEARCH), namesOf(directory.accounts())]);
    await directory.find(PAYMENTS);
    expect(application.aws.calls.count('organizations:ListRoots')).toBe(1);
  });

  it('refuses to be another organization than the one that was named', async () => {
    const directory = await start({ organizationId: 'o-anotherorgid' });
    await expect(directory.find(PAYMENTS)).rejects.toMatchObject({
      code: 'WRONG_ORGANIZATION',
      expectedId: 'o-anotherorgid',
      actualId: ORGANIZATION,
    });
    expect(application.aws.calls.count('organizations:ListRoots')).toBe(0);
  });

  it('says what to do when whoever lists may not', async () => {
    const directory = await start({ listedBy: undefined });
    await expect(directory.find(PAYMENTS)).rejects.toMatchObject({
      code: 'ACCOUNT_LISTING',
      upstreamCode: 'AccessDeniedException',
      retryable: false,
      message: expect.stringContaining('listedBy'),
    });
  });

  it('gets by while it is throttled', async () => {
    const directory = await start();
    application.aws.faults.add({
      action: 'organizations:ListAccountsForParent',
      times: 3,
      fault: { kind: 'throttle' },
    });
    expect(await directory.count()).toBe(4);
  });
});

describe('access.allowedAccounts that is a directory', () => {
  it('lets into its accounts and no others, and its own listing role in to list', async () => {
    await start({}, { access: { allowedAccounts: [] } });
    const { factory } = application;
    expect(await bucketNames(factory.get(S3Client, { accountId: PAYMENTS }))).toEqual(['payments-ledger']);
    await expect(bucketNames(factory.get(S3Client, { accountId: PARTNER }))).rejects.toThrow(
      TargetRefusedError,
    );
    await expect(bucketNames(factory.get(S3Client, { accountId: '123456789012' }))).rejects.toThrow(
      TargetRefusedError,
    );
  });

  it('lets nobody in while the accounts cannot be listed', async () => {
    await start({ organizationId: 'o-anotherorgid' }, { access: { allowedAccounts: [] } });
    const denied = bucketNames(application.factory.get(S3Client, { accountId: PAYMENTS }));
    await expect(denied).rejects.toMatchObject({ rule: 'access.allowedAccounts' });
  });
});

describe.each(['account:ListRegions', 'ec2:DescribeRegions'] as const)(
  'regions that an account has switched on, by %s',
  (source) => {
    it('are those that are swept, and are asked for once', async () => {
      const described = world();
      described.accounts[PAYMENTS] = { ...member(['payments-ledger']), regions: { 'me-south-1': 'off' } };
      application = await ContextApplication.start(described, { sweep: { enabledRegions: { source } } });
      const swept = async (): Promise<(string | undefined)[]> => {
        const results = await application.app
          .get(AccountSweep)
          .run({ accounts: [PAYMENTS], regions: 'enabled' }, () => 1)
          .collect();
        expect(results.filter(({ status }) => status !== 'ok')).toEqual([]);
        return results.map(({ target }) => target.region);
      };
      const regions = await swept();
      expect(regions).toContain('af-south-1');
      expect(regions).toContain('eu-west-1');
      expect(regions).not.toContain('me-south-1');
      expect(await swept()).toHaveLength(regions.length);
      const isAsked = application.aws.calls.list().filter(({ action }) => action === source);
      expect(new Set(isAsked.map(({ principalArn = '' }) => principalArn.split(':')[4]))).toEqual(
        new Set([PAYMENTS]),
      );
      expect(isAsked.length).toBeLessThan(4);
    });
  },
);
