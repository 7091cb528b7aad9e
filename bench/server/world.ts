import { trustPolicy, type World, type WorldAccount } from 'local-aws-accounts';

export const ROLE_NAME = 'inventory-reader';
export const REGIONS = ['eu-west-1', 'us-east-1', 'ap-south-1', 'sa-east-1'];

const HUB_ACCOUNT = '999999999999';
const HUB_ROLE = `arn:aws:iam::${HUB_ACCOUNT}:role/hub`;

export function accountIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(200_000_000_000 + index));
}

/** A hub and so many members, each with one bucket. */
export function worldOf(count: number): World {
  return {
    hub: { accountId: HUB_ACCOUNT, roleName: 'hub', region: 'eu-west-1' },
    accounts: {
      [HUB_ACCOUNT]: { buckets: [] },
      ...Object.fromEntries(accountIds(count).map((id) => [id, member(id)])),
    },
  };
}

function member(id: string): WorldAccount {
  return {
    buckets: [`only-in-${id}`],
    roles: { [ROLE_NAME]: { trust: trustPolicy({ principal: HUB_ROLE }) } },
  };
}
