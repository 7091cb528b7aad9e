import { ListRegionsCommand, paginateListRegions } from '@aws-sdk/client-account';
import type { ListRegionsCommandInput } from '@aws-sdk/client-account';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { DescribeRegionsCommandInput } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import {
  EXTERNAL_ID,
  HUB,
  organizationWorld,
  PAYMENTS,
  readerArn,
  SHIPPING,
  STRANGER,
} from '../testing/worlds.js';
import type { World } from './world.js';

const BAHRAIN = 'me-south-1';
const SHIPPING_ROLE = { RoleArn: readerArn(SHIPPING), ExternalId: EXTERNAL_ID };

/** Opt-in regions are off as in AWS; the hub has some, shipping has none. */
function worldOfRegions(): World {
  const world = organizationWorld();
  world.optInRegions = 'off';
  const regions = { 'me-south-1': 'on', 'af-south-1': 'enabling', 'eu-south-1': 'disabling' } as const;
  world.accounts[HUB] = { ...world.accounts[HUB], regions };
  return world;
}

const within = (test: (running: Running) => Promise<void>): Promise<void> => running(test, worldOfRegions());

async function statuses({ clients }: Running, input: ListRegionsCommandInput = {}) {
  const { Regions = [] } = await clients.account().send(new ListRegionsCommand(input));
  return new Map(Regions.map(({ RegionName, RegionOptStatus }) => [RegionName, RegionOptStatus]));
}

async function described({ clients }: Running, input: DescribeRegionsCommandInput = {}) {
  const { Regions = [] } = await clients.ec2().send(new DescribeRegionsCommand(input));
  return new Map(Regions.map(({ RegionName, OptInStatus }) => [RegionName, OptInStatus]));
}

describe('ListRegions', () => {
  it('tells of every region what the account has done about it', async () => {
    await within(async (it) => {
      const regions = await statuses(it);
      expect(regions.size).toBe(36);
      expect(
        ['us-east-1', BAHRAIN, 'af-south-1', 'eu-south-1', 'il-central-1'].map((r) => regions.get(r)),
      ).toEqual(['ENABLED_BY_DEFAULT', 'ENABLED', 'ENABLING', 'DISABLING', 'DISABLED']);
      expect([...regions.values()].filter((status) => status === 'ENABLED_BY_DEFAULT')).toHaveLength(17);
    });
  });

  it('has opt-in regions on where the world does not say otherwise', async () => {
    await running(async (it) => {
      expect((await statuses(it)).get('il-central-1')).toBe('ENABLED');
    }, organizationWorld());
  });

  it('filters by status, in pages', async () => {
    await running(
      async ({ clients }) => {
        const names: (string | undefined)[] = [];
        const input: ListRegionsCommandInput = { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] };
        let pages = 0;
        for await (const { Regions = [] } of paginateListRegions({ client: clients.account() }, input)) {
          names.push(...Regions.map(({ RegionName }) => RegionName));
          pages++;
        }
        expect([names.length, new Set(names).size, pages]).toEqual([18, 18, 4]);
        expect(names).toContain(BAHRAIN);
      },
      worldOfRegions(),
      Date.now,
      { pageSizes: [5, 5, 0, 8] },
    );
  });

  it('tells administrators of an organization about members other than the management account', async () => {
    await within(async (it) => {
      expect((await statuses(it, { AccountId: SHIPPING })).get(BAHRAIN)).toBe('DISABLED');
      for (const AccountId of [HUB, STRANGER, '000000000000']) {
        expect((await refusalOf(statuses(it, { AccountId }))).name).toBe('AccessDeniedException');
      }
      const keys = await it.clients.assumeKeys();
      const asPayments = it.clients.account(keys);
      const { Regions } = await asPayments.send(new ListRegionsCommand({ AccountId: SHIPPING }));
      expect(Regions).toHaveLength(36);
      const asShipping = it.clients.account(await it.clients.assumeKeys(SHIPPING_ROLE));
      const other = new ListRegionsCommand({ AccountId: PAYMENTS });
      expect((await refusalOf(asShipping.send(other))).name).toBe('AccessDeniedException');
      expect((await asShipping.send(new ListRegionsCommand({}))).Regions).toHaveLength(36);
    });
  });

  it.each<[string, ListRegionsCommandInput]>([
    ['an account', { AccountId: '1' }],
    ['a token', { NextToken: 'made-up' }],
    ['a status', { RegionOptStatusContains: ['OPEN' as 'ENABLED'] }],
    ['a size', { MaxResults: 0 }],
  ])('refuses %s that is none', async (_, input) => {
    await within(async (it) => {
      expect((await refusalOf(statuses(it, input))).error).toMatchObject({
        name: 'ValidationException',
        reason: 'fieldValidationFailed',
      });
    });
  });
});

describe('DescribeRegions', () => {
  it('lists the regions that the account can use, and all when asked', async () => {
    await within(async (it) => {
      const usable = await described(it);
      expect(usable.size).toBe(18);
      expect([usable.get(BAHRAIN), usable.get('eu-west-1')]).toEqual(['opted-in', 'opt-in-not-required']);
      const all = await described(it, { AllRegions: true });
      expect([all.size, all.get('af-south-1')]).toEqual([36, 'not-opted-in']);
    });
  });

  it('lists those that are named, switched on or not, with their endpoints', async () => {
    await within(async ({ clients }) => {
      const input = { RegionNames: ['il-central-1', 'eu-west-1'] };
      const { Regions } = await clients.ec2().send(new DescribeRegionsCommand(input));
      expect(Regions).toEqual([
        {
          RegionName: 'eu-west-1',
          Endpoint: 'ec2.eu-west-1.amazonaws.com',
          OptInStatus: 'opt-in-not-required',
        },
        {
          RegionName: 'il-central-1',
          Endpoint: 'ec2.il-central-1.amazonaws.com',
          OptInStatus: 'not-opted-in',
        },
      ]);
    });
  });

  it('filters by name, endpoint and status, with wildcards', async () => {
    await within(async (it) => {
      const names = async (Name: string, ...Values: string[]) => [
        ...(await described(it, { AllRegions: true, Filters: [{ Name, Values }] })).keys(),
      ];
      expect(await names('opt-in-status', 'opted-in')).toEqual([BAHRAIN]);
      expect(await names('region-name', 'ca-*', 'me-south-?')).toEqual([
        'ca-central-1',
        'ca-west-1',
        BAHRAIN,
      ]);
      expect(await names('endpoint', 'ec2.us-west-?.amazonaws.com')).toEqual(['us-west-1', 'us-west-2']);
      expect((await refusalOf(names('zone', 'a'))).name).toBe('InvalidParameterValue');
      const both = [
        { Name: 'region-name', Values: ['me-*'] },
        { Name: 'opt-in-status', Values: ['not-opted-in'] },
      ];
      expect([...(await described(it, { AllRegions: true, Filters: both })).keys()]).toEqual([
        'me-central-1',
        'me-west-1',
      ]);
    });
  });

  it('says at a dry run whether it would have been answered', async () => {
    await within(async (it) => {
      expect(await refusalOf(described(it, { DryRun: true }))).toMatchObject({
        name: 'DryRunOperation',
        status: 412,
      });
    });
  });

  it('knows the regions of the partition alone', async () => {
    const world = organizationWorld();
    world.accounts = { [HUB]: { partition: 'aws-cn' } };
    world.organization = {};
    world.hub.region = 'cn-north-1';
    await running(async ({ clients }) => {
      const client = clients.ec2(clients.hubKeys, 'cn-north-1');
      const { Regions } = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
      expect(Regions?.map(({ Endpoint }) => Endpoint)).toEqual([
        'ec2.cn-north-1.amazonaws.com.cn',
        'ec2.cn-northwest-1.amazonaws.com.cn',
      ]);
    }, world);
  });
});

describe('a region that an account has switched off', () => {
  it.each(['off', 'enabling', 'disabling'] as const)(
    'refuses its keys there while it is %s',
    async (state) => {
      const world = organizationWorld();
      Object.assign(world.accounts[SHIPPING] ?? {}, { regions: { [BAHRAIN]: state } });
      await running(async ({ aws, clients }) => {
        const keys = await clients.assumeKeys(SHIPPING_ROLE);
        const refusals = [
          clients.sts(keys, BAHRAIN).send(new GetCallerIdentityCommand({})),
          clients.s3(keys, BAHRAIN).send(new ListBucketsCommand({})),
          clients.ec2(keys, BAHRAIN).send(new DescribeRegionsCommand({})),
        ].map(async (call) => {
          const { name, status } = await refusalOf(call);
          return [name, status];
        });
        expect(await Promise.all(refusals)).toEqual([
          ['InvalidClientTokenId', 403],
          ['InvalidToken', 400],
          ['AuthFailure', 401],
        ]);
        const refused = { accountId: SHIPPING, region: BAHRAIN, errorCode: 'InvalidToken' };
        expect(aws.calls.count('s3:ListBuckets', refused)).toBe(1);
        expect((await clients.s3(keys).send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
      }, world);
    },
  );

  it('issues no session for it there, and others do', async () => {
    await running(async ({ aws, clients }) => {
      const sts = clients.sts(clients.hubKeys, BAHRAIN);
      const assume = (RoleArn: string) =>
        sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'spec', ExternalId: EXTERNAL_ID }));
      expect(await refusalOf(assume(readerArn(SHIPPING)))).toMatchObject({
        name: 'RegionDisabledException',
        status: 403,
      });
      expect((await assume(readerArn(PAYMENTS))).Credentials).toBeDefined();
      aws.update((draft) => Object.assign(draft.accounts[SHIPPING] ?? {}, { regions: { [BAHRAIN]: 'on' } }));
      expect((await assume(readerArn(SHIPPING))).Credentials).toBeDefined();
    }, organizationWorld());
  });

  it('says nothing of services that have one endpoint for all regions', async () => {
    const world = worldOfRegions();
    Object.assign(world.accounts[HUB] ?? {}, { regions: {} });
    await running(async ({ clients }) => {
      const { hubKeys } = clients;
      const organizations = clients.organizations(hubKeys, BAHRAIN);
      expect((await organizations.send(new ListAccountsCommand({}))).Accounts).toHaveLength(5);
      const { Regions } = await clients.account(hubKeys, BAHRAIN).send(new ListRegionsCommand({}));
      expect(Regions).toHaveLength(36);
    }, world);
  });
});
