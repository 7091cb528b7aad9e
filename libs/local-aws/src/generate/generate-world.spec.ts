import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { paginateListAccounts } from '@aws-sdk/client-organizations';
import type { Account } from '@aws-sdk/client-organizations';
import { describe, expect, it } from '@jest/globals';
import { LocalAwsOptionError } from '../errors.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { compileWorld } from '../world/compile-world.js';
import { readerArn } from '../testing/worlds.js';
import { generateWorld } from './generate-world.js';
import type { GenerateWorldInput } from './generate-world-input.js';

function denies(account: { roles?: Record<string, unknown> }): boolean {
  return JSON.stringify(account.roles ?? {}).includes('nobody');
}

describe('a generated world', () => {
  it('is the same at each call, and plain data', () => {
    const input = { accounts: 50, suspended: 0.1, denying: 0.1 };
    const world = generateWorld(input);
    expect(generateWorld(input)).toEqual(world);
    expect(JSON.parse(JSON.stringify(world))).toEqual(world);
    expect(generateWorld({ ...input, seed: 2 })).not.toEqual(world);
  });

  it('has as many accounts as are asked for beside the hub, and exact shares of them', () => {
    const { accounts } = generateWorld({ accounts: 200, suspended: 0.05, denying: 0.1, buckets: 2 });
    const all = Object.values(accounts);
    const suspended = all.filter(({ state }) => state === 'SUSPENDED');
    expect(all).toHaveLength(201);
    expect([suspended.length, all.filter(denies).length]).toEqual([10, 20]);
    expect(suspended.some(denies)).toBe(false);
    expect(accounts['100000000007']).toMatchObject({
      name: 'account-007',
      unit: 'division-1/team-7',
      tags: { environment: 'staging', team: 'team-7' },
      buckets: ['bucket-100000000007-0', 'bucket-100000000007-1'],
    });
  });

  it('answers as it says', async () => {
    const world = generateWorld({ accounts: 30, units: 3, denying: 0.1, roleName: 'inventory-reader' });
    const denying = Object.keys(world.accounts).find((id) => denies(world.accounts[id] ?? {})) ?? '';
    await running(async ({ clients }) => {
      const client = clients.organizations();
      const accounts: Account[] = [];
      for await (const page of paginateListAccounts({ client }, {})) accounts.push(...(page.Accounts ?? []));
      expect(accounts).toHaveLength(31);
      const ids = accounts.map(({ Id = '' }) => Id).filter((id) => id !== '999999999999');
      const keys = await clients.assumeKeys({
        RoleArn: readerArn(ids.find((id) => id !== denying) ?? ''),
      });
      expect((await clients.s3(keys).send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
      expect((await refusalOf(clients.assume({ RoleArn: readerArn(denying) }))).name).toBe('AccessDenied');
    }, world);
  });

  it('takes the hub, the role and the ids that it is given', () => {
    const hub = { accountId: '100000000001', roleName: 'broker', region: 'us-west-2' };
    const world = generateWorld({ accounts: 3, hub, roleName: 'reader' });
    expect(world.hub).toEqual(hub);
    expect(Object.keys(world.accounts)).toHaveLength(4);
    const compiled = compileWorld(world, { previous: undefined, now: 0, newRoleId: () => 'AROA' });
    expect([...compiled.rolesByArn.keys()]).toContain('arn:aws:iam::100000000002:role/reader');
  });

  it.each<[string, Partial<Record<keyof GenerateWorldInput | 'size', unknown>>]>([
    ['accounts', { accounts: 0 }],
    ['accounts', { accounts: 100_001 }],
    ['size', { size: 1 }],
    ['units', { units: 0.5 }],
    ['buckets', { buckets: -1 }],
    ['suspended', { suspended: 2 }],
    ['denying', { denying: '1' }],
    ['denying', { suspended: 0.6, denying: 0.6 }],
    ['seed', { seed: -1 }],
  ])('is refused with a bad %s', (path, input) => {
    const generate = () => generateWorld({ accounts: 10, ...input } as GenerateWorldInput);
    expect(generate).toThrow(LocalAwsOptionError);
    expect(generate).toThrow(expect.objectContaining({ path }));
  });
});
