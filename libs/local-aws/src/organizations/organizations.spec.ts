import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from '@jest/globals';
import { trustPolicy } from '../policy/trust-policy.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { codeIn, jsonDraft, send, sign } from '../testing/signed.js';
import {
  EXTERNAL_ID,
  HUB,
  HUB_ROLE,
  LEGACY,
  organizationWorld,
  PAYMENTS,
  readerArn,
  SHIPPING,
  STRANGER,
  TOOLING,
} from '../testing/worlds.js';

const ORGANIZATION = 'arn:aws:organizations::999999999999:';
const STAGING = 'ou-0000-staging0';
const LIST = new ListAccountsCommand({});

const within = (test: (running: Running) => Promise<void>): Promise<void> =>
  running(test, organizationWorld());
const idsOf = (accounts: { Id?: string | undefined }[] = []) => accounts.map(({ Id }) => Id);

async function unitsOf(client: OrganizationsClient, ParentId: string) {
  const command = new ListOrganizationalUnitsForParentCommand({ ParentId });
  const { OrganizationalUnits = [] } = await client.send(command);
  return new Map(OrganizationalUnits.map((unit) => [unit.Name, unit]));
}

async function rootOf(client: OrganizationsClient): Promise<string> {
  return (await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? '';
}

describe('Organizations', () => {
  it('lists every member with its state, and nobody else', async () => {
    await within(async ({ clients }) => {
      const { Accounts = [], NextToken } = await clients.organizations().send(LIST);
      expect(idsOf(Accounts)).toEqual([PAYMENTS, TOOLING, SHIPPING, LEGACY, HUB]);
      expect(Accounts.map(({ State }) => State)).toEqual([
        'ACTIVE',
        'ACTIVE',
        'ACTIVE',
        'SUSPENDED',
        'ACTIVE',
      ]);
      expect(NextToken).toBeUndefined();
    });
  });

  it('tells all that is known of an account, without the retired status', async () => {
    await within(async ({ clients }) => {
      const client = clients.organizations();
      const { Account } = await client.send(new DescribeAccountCommand({ AccountId: PAYMENTS }));
      const workloads = (await unitsOf(client, await rootOf(client))).get('Workloads');
      const production = (await unitsOf(client, workloads?.Id ?? '')).get('Production');
      expect(Account).toEqual({
        Id: PAYMENTS,
        Arn: `${ORGANIZATION}account/o-exampleorgid/${PAYMENTS}`,
        Email: 'payments@example.org',
        Name: 'Payments',
        State: 'ACTIVE',
        Paths: [`o-exampleorgid/r-0000/${workloads?.Id}/${production?.Id}/${PAYMENTS}/`],
        JoinedMethod: 'CREATED',
        JoinedTimestamp: new Date('2020-01-01T00:00:00Z'),
      });
    });
  });

  it('has a root, units in units, and accounts directly in each', async () => {
    await within(async ({ clients }) => {
      const client = clients.organizations();
      expect((await client.send(new ListRootsCommand({}))).Roots).toEqual([
        {
          Id: 'r-0000',
          Arn: `${ORGANIZATION}root/o-exampleorgid/r-0000`,
          Name: 'Root',
          PolicyTypes: [],
        },
      ]);
      const first = await unitsOf(client, 'r-0000');
      expect(new Set(first.keys())).toEqual(new Set(['Sandbox', 'Workloads']));
      const workloads = first.get('Workloads')?.Id ?? '';
      const second = await unitsOf(client, workloads);
      expect(second.get('Staging')).toEqual({
        Id: STAGING,
        Arn: `${ORGANIZATION}ou/o-exampleorgid/${STAGING}`,
        Name: 'Staging',
        Path: `o-exampleorgid/r-0000/${workloads}/${STAGING}/`,
      });
      const accountsOf = async (ParentId: string) =>
        idsOf((await client.send(new ListAccountsForParentCommand({ ParentId }))).Accounts);
      expect(await accountsOf('r-0000')).toEqual([LEGACY, HUB]);
      expect(await accountsOf(workloads)).toEqual([TOOLING]);
      expect(await accountsOf(second.get('Production')?.Id ?? '')).toEqual([PAYMENTS]);
      expect(await accountsOf(first.get('Sandbox')?.Id ?? '')).toEqual([]);
      const parentOf = async (ChildId: string) =>
        (await client.send(new ListParentsCommand({ ChildId }))).Parents;
      expect(await parentOf(SHIPPING)).toEqual([{ Id: STAGING, Type: 'ORGANIZATIONAL_UNIT' }]);
      expect(await parentOf(workloads)).toEqual([{ Id: 'r-0000', Type: 'ROOT' }]);
    });
  });

  it('lists tags of accounts, units and the root', async () => {
    await within(async ({ clients }) => {
      const client = clients.organizations();
      const tagsOf = async (ResourceId: string) =>
        (await client.send(new ListTagsForResourceCommand({ ResourceId }))).Tags;
      expect(await tagsOf(PAYMENTS)).toEqual([
        { Key: 'cost-center', Value: '42' },
        { Key: 'team', Value: 'money' },
      ]);
      const workloads = (await unitsOf(client, 'r-0000')).get('Workloads')?.Id ?? '';
      const production = (await unitsOf(client, workloads)).get('Production')?.Id ?? '';
      expect(await tagsOf(production)).toEqual([{ Key: 'tier', Value: 'one' }]);
      expect(await tagsOf('r-0000')).toEqual([]);
    });
  });

  it('describes itself to every member', async () => {
    await within(async ({ clients }) => {
      const keys = await clients.assumeKeys({ RoleArn: readerArn(SHIPPING), ExternalId: EXTERNAL_ID });
      const { Organization } = await clients.organizations(keys).send(new DescribeOrganizationCommand({}));
      expect(Organization).toEqual({
        Id: 'o-exampleorgid',
        Arn: `${ORGANIZATION}organization/o-exampleorgid`,
        FeatureSet: 'ALL',
        MasterAccountArn: `${ORGANIZATION}account/o-exampleorgid/${HUB}`,
        MasterAccountId: HUB,
        MasterAccountEmail: `account-${HUB}@example.com`,
        AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
      });
    });
  });

  it('is of no use in a world without an id of it', async () => {
    const world = organizationWorld();
    delete world.organizationId;
    delete world.organization;
    for (const account of Object.values(world.accounts)) delete account.unit;
    await running(async ({ clients }) => {
      const { name } = await refusalOf(clients.organizations().send(LIST));
      expect(name).toBe('AWSOrganizationsNotInUseException');
    }, world);
  });
});

describe('who may ask Organizations', () => {
  it('is the management account and its delegates, other members about little, strangers about nothing', async () => {
    await within(async ({ clients }) => {
      const asking = async (accountId: string, ExternalId?: string) => {
        const input = { RoleArn: readerArn(accountId), ...(ExternalId === undefined ? {} : { ExternalId }) };
        return clients.organizations(await clients.assumeKeys(input));
      };
      const payments = await asking(PAYMENTS);
      expect(idsOf((await payments.send(LIST)).Accounts)).toHaveLength(5);
      const ForParent = new ListAccountsForParentCommand({ ParentId: 'r-0000' });
      expect((await payments.send(ForParent)).Accounts).toHaveLength(2);
      expect(await refusalOf((await asking(SHIPPING, EXTERNAL_ID)).send(LIST))).toMatchObject({
        name: 'AccessDeniedException',
        status: 400,
        message: "You don't have permissions to access this resource.",
      });
      const stranger = await asking(STRANGER);
      for (const command of [LIST, new DescribeOrganizationCommand({})]) {
        expect((await refusalOf(stranger.send(command))).name).toBe('AWSOrganizationsNotInUseException');
      }
    });
  });

  it('can be a management account other than the hub', async () => {
    const world = organizationWorld();
    world.organization = { managementAccount: SHIPPING };
    delete world.accounts[PAYMENTS]?.unit;
    delete world.accounts[SHIPPING]?.unit;
    delete world.accounts[TOOLING]?.unit;
    await running(async ({ clients }) => {
      expect((await refusalOf(clients.organizations().send(LIST))).name).toBe('AccessDeniedException');
      const { Organization } = await clients.organizations().send(new DescribeOrganizationCommand({}));
      expect(Organization?.MasterAccountId).toBe(SHIPPING);
    }, world);
  });

  it('needs the permission, for the resource that is asked about', async () => {
    const world = organizationWorld();
    const Resource = `${ORGANIZATION}ou/o-exampleorgid/${STAGING}`;
    world.hub.permissions = {
      Statement: [{ Effect: 'Allow', Action: 'organizations:ListAccountsForParent', Resource }],
    };
    await running(async ({ clients }) => {
      const client = clients.organizations();
      const staging = new ListAccountsForParentCommand({ ParentId: STAGING });
      expect((await client.send(staging)).Accounts).toHaveLength(1);
      const other = await refusalOf(client.send(new ListAccountsForParentCommand({ ParentId: 'r-0000' })));
      expect([other.name, other.message]).toEqual([
        'AccessDeniedException',
        expect.stringMatching(/organizations:ListAccountsForParent on resource: .*root\/.* identity-based/),
      ]);
      expect((await refusalOf(client.send(LIST))).message).toContain('on resource: * because no identity');
    }, world);
  });

  it('is narrowed by the policy of a session', async () => {
    await within(async ({ clients }) => {
      const Policy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"organizations:ListRoots","Resource":"*"}]}';
      const client = clients.organizations(await clients.assumeKeys({ Policy }));
      expect((await client.send(new ListRootsCommand({}))).Roots).toHaveLength(1);
      expect((await refusalOf(client.send(LIST))).message).toContain('no session policy');
    });
  });

  it('is told no reason where the world does not explain denials', async () => {
    const world = organizationWorld();
    world.explainDenials = false;
    world.hub.permissions = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
    await running(async ({ clients }) => {
      expect((await refusalOf(clients.organizations().send(LIST))).message).not.toContain('because');
    }, world);
  });
});

describe('an account that is no member or not active', () => {
  it.each(['SUSPENDED', 'CLOSED', 'PENDING_ACTIVATION'] as const)(
    'lets nobody in while it is %s, and its sessions end',
    async (state) => {
      await within(async ({ aws, clients }) => {
        const RoleArn = readerArn(TOOLING);
        const organizations = clients.organizations(await clients.assumeKeys({ RoleArn }));
        const describe = new DescribeOrganizationCommand({});
        await organizations.send(describe);
        aws.update((draft) => Object.assign(draft.accounts[TOOLING] ?? {}, { state }));
        expect((await refusalOf(clients.assume({ RoleArn }))).name).toBe('AccessDenied');
        expect((await refusalOf(organizations.send(describe))).name).toBe('UnrecognizedClientException');
      });
    },
  );

  it('is let in while its closure is pending', async () => {
    const world = organizationWorld();
    Object.assign(world.accounts[TOOLING] ?? {}, { state: 'PENDING_CLOSURE' });
    await running(async ({ clients }) => {
      const { AssumedRoleUser } = await clients.assume({ RoleArn: readerArn(TOOLING) });
      expect(AssumedRoleUser?.Arn).toContain(TOOLING);
    }, world);
  });

  it('is of no organization to a trust policy when it is no member', async () => {
    const world = organizationWorld();
    const trust = trustPolicy({ principal: '*', principalOrgId: 'o-exampleorgid' });
    world.accounts[TOOLING] = { roles: { 'inventory-reader': { trust } } };
    const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' } as const] };
    for (const id of [PAYMENTS, STRANGER]) {
      world.accounts[id] = {
        member: id === PAYMENTS,
        roles: {
          'inventory-reader': { trust: trustPolicy({ principal: HUB_ROLE }), permissions: everything },
        },
      };
    }
    await running(async ({ clients }) => {
      const from = async (id: string) =>
        clients.assume({ RoleArn: readerArn(TOOLING) }, await clients.assumeKeys({ RoleArn: readerArn(id) }));
      expect((await from(PAYMENTS)).AssumedRoleUser?.Arn).toContain(TOOLING);
      expect((await refusalOf(from(STRANGER))).name).toBe('AccessDenied');
    }, world);
  });
});

describe('where Organizations is', () => {
  const TARGET = 'AWSOrganizationsV20161128.ListAccounts';

  async function codeAt({ aws, clients }: Running, host: string, region: string) {
    const draft = jsonDraft(aws.url, TARGET);
    const at = { ...draft, headers: { ...draft.headers, host } };
    return codeIn(await send(aws.url, await sign(at, clients.hubKeys, { service: 'organizations', region })));
  }

  it('is at one endpoint, which is in us-east-1', async () => {
    await within(async (it) => {
      const host = 'organizations.us-east-1.amazonaws.com';
      expect(await codeAt(it, host, 'us-east-1')).toBeUndefined();
      expect(await codeAt(it, host, 'eu-west-1')).toBe('InvalidSignatureException');
    });
  });

  it('takes any region at the URL of local AWS, for which SDKs sign with the region of their client', async () => {
    await within(async ({ clients }) => {
      const client = clients.organizations(clients.hubKeys, 'me-south-1');
      expect((await client.send(LIST)).Accounts).toHaveLength(5);
    });
  });
});
