import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { HUB_ACCOUNT, PAYMENTS, smallWorld } from '../support/world.js';
import { Boto3, type Boto3Fields, seen } from './support/boto3.js';

const ORGANIZATION = { organizationId: 'o-exampleorgid', rootId: 'r-exam' };

let aws: LocalAws;
let boto3: Boto3;

beforeAll(async () => {
  const world = smallWorld();
  world.organizationId = ORGANIZATION.organizationId;
  world.organization = {
    rootId: ORGANIZATION.rootId,
    units: { Workloads: { id: 'ou-exam-workload', units: { Inner: { id: 'ou-exam-inner000' } } } },
  };
  Object.assign(world.accounts[PAYMENTS] ?? {}, {
    name: 'Payments',
    unit: 'Workloads/Inner',
    state: 'PENDING_CLOSURE',
    tags: { team: 'money' },
    regions: { 'me-south-1': 'off' },
  });
  aws = await LocalAws.start(world, { pageSizes: [2, 0] });
  boto3 = Boto3.start(aws.env);
});

afterAll(async () => {
  await boto3.close();
  await aws.close();
});

const ask = (operation: string, params: object = {}, more: object = {}) =>
  ({ service: 'organizations', operation, params: { ...params }, ...more }) as const;

const idsOf = (list: unknown): string[] => (list as { Id: string }[]).map(({ Id }) => Id);

describe('Organizations by boto3', () => {
  it('lists all accounts over pages that are short or empty', async () => {
    const pages = await boto3.pages(ask('list_accounts'));
    const ids = pages.flatMap(({ Accounts }) => idsOf(Accounts));
    expect(pages.map(({ Accounts }) => idsOf(Accounts).length).slice(0, 2)).toEqual([2, 0]);
    expect(ids).toEqual(expect.arrayContaining([HUB_ACCOUNT, PAYMENTS]));
    expect(ids.length).toBeGreaterThan(2);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  it('tells of an account what boto3 knows of one', async () => {
    const { Account } = await boto3.call(ask('describe_account', { AccountId: PAYMENTS }));
    expect(Account).toEqual({
      Id: PAYMENTS,
      Arn: `arn:aws:organizations::${HUB_ACCOUNT}:account/o-exampleorgid/${PAYMENTS}`,
      Email: `account-${PAYMENTS}@example.com`,
      Name: 'Payments',
      State: 'PENDING_CLOSURE',
      Paths: [`o-exampleorgid/r-exam/ou-exam-workload/ou-exam-inner000/${PAYMENTS}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: expect.stringMatching(/^2020-01-01T/),
    });
  });

  it('walks from the root to the accounts of a unit, and reads tags', async () => {
    const { Roots } = await boto3.call(ask('list_roots'));
    expect(idsOf(Roots)).toEqual(['r-exam']);
    const units = await boto3.call(ask('list_organizational_units_for_parent', { ParentId: 'r-exam' }));
    expect(idsOf(units.OrganizationalUnits)).toEqual(['ou-exam-workload']);
    const inner = await boto3.call(ask('list_accounts_for_parent', { ParentId: 'ou-exam-inner000' }));
    expect(idsOf(inner.Accounts)).toEqual([PAYMENTS]);
    const { Parents } = await boto3.call(ask('list_parents', { ChildId: PAYMENTS }));
    expect(Parents).toEqual([{ Id: 'ou-exam-inner000', Type: 'ORGANIZATIONAL_UNIT' }]);
    const { Tags } = await boto3.call(ask('list_tags_for_resource', { ResourceId: PAYMENTS }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'money' }]);
    const { Organization } = await boto3.call(ask('describe_organization'));
    expect(Organization).toMatchObject({ Id: 'o-exampleorgid', MasterAccountId: HUB_ACCOUNT });
  });

  it('is refused in the words of boto3', async () => {
    const none = await boto3.refusal(ask('list_accounts_for_parent', { ParentId: 'ou-exam-nothing0' }));
    expect(seen(none)).toEqual([400, 'ParentNotFoundException']);
    aws.faults.add({ action: 'organizations:ListRoots', times: 1, fault: { kind: 'throttle' } });
    const config = { retries: { total_max_attempts: 1 } };
    expect(seen(await boto3.refusal(ask('list_roots', {}, { config })))).toEqual([
      400,
      'TooManyRequestsException',
    ]);
  });

  it('is found at its own host, signed for its own region', async () => {
    const endpoint = `http://organizations.us-east-1.amazonaws.com:${new URL(aws.url).port}`;
    const { Roots } = await boto3.call(ask('list_roots', {}, { endpoint, region: 'us-east-1' }));
    expect(idsOf(Roots)).toEqual(['r-exam']);
  });
});

describe('regions by boto3', () => {
  const statusesOf = (pages: Boto3Fields[]): Map<string, string> =>
    new Map(
      pages
        .flatMap(({ Regions }) => Regions as Record<string, string>[])
        .map((region) => [
          region['RegionName'] ?? '',
          region['RegionOptStatus'] ?? region['OptInStatus'] ?? '',
        ]),
    );

  it('are listed with what an account has done about them', async () => {
    const call = { service: 'account', operation: 'list_regions', params: { AccountId: PAYMENTS } } as const;
    const pages = await boto3.pages(call);
    const statuses = statusesOf(pages);
    expect([statuses.get('me-south-1'), statuses.get('eu-west-1')]).toEqual([
      'DISABLED',
      'ENABLED_BY_DEFAULT',
    ]);
    const refusal = await boto3.refusal({ ...call, params: { AccountId: HUB_ACCOUNT } });
    expect(seen(refusal)).toEqual([403, 'AccessDeniedException']);
  });

  it('are described by EC2, with filters', async () => {
    const describe = (params: object) =>
      ({ service: 'ec2', operation: 'describe_regions', params: { ...params } }) as const;
    const Filters = [{ Name: 'region-name', Values: ['us-*'] }];
    const found = statusesOf([await boto3.call(describe({ AllRegions: true, Filters }))]);
    expect([...found]).toEqual(
      ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'].map((name) => [name, 'opt-in-not-required']),
    );
    expect(seen(await boto3.refusal(describe({ RegionNames: ['eu-west-9'] })))).toEqual([
      400,
      'InvalidParameterValue',
    ]);
    expect(seen(await boto3.refusal(describe({ DryRun: true })))).toEqual([412, 'DryRunOperation']);
  });
});
