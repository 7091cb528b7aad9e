import { trustPolicy, type World, type WorldAccount } from 'local-aws-accounts';

export const HUB_ACCOUNT = '999999999999';
export const HUB_ROLE = `arn:aws:iam::${HUB_ACCOUNT}:role/hub`;
export const ROLE_NAME = 'inventory-reader';

export const PAYMENTS = '111122223333';
export const SEARCH = '444455556666';
export const PARTNER = '777788889999';
export const PARTNER_EXTERNAL_ID = 'partner:4711';
export const DENYING = '123456789012';

/** A member account whose role trusts the hub role. */
export function member(buckets: string[], externalId?: string): WorldAccount {
  const trust = trustPolicy({ principal: HUB_ROLE, ...(externalId === undefined ? {} : { externalId }) });
  return { buckets, roles: { [ROLE_NAME]: { trust } } };
}

/** A hub and four members: two open ones, one that wants an external ID, one that trusts somebody else. */
export function smallWorld(): World {
  return {
    hub: { accountId: HUB_ACCOUNT, roleName: 'hub', region: 'eu-west-1' },
    accounts: {
      [HUB_ACCOUNT]: { buckets: ['hub-reports'] },
      [PAYMENTS]: member(['payments-invoices', 'payments-ledger']),
      [SEARCH]: member(['search-index']),
      [PARTNER]: member(['partner-exchange'], PARTNER_EXTERNAL_ID),
      [DENYING]: {
        buckets: ['denying-secrets'],
        roles: { [ROLE_NAME]: { trust: trustPolicy({ principal: `arn:aws:iam::${SEARCH}:root` }) } },
      },
    },
  };
}

/** A hub and many open members, each with a bucket of its own name. */
export function largeWorld(accountIds: readonly string[]): World {
  return {
    hub: { accountId: HUB_ACCOUNT, roleName: 'hub', region: 'eu-west-1' },
    accounts: Object.fromEntries(accountIds.map((id) => [id, member([bucketOf(id)])])),
  };
}

export const bucketOf = (accountId: string): string => `only-in-${accountId}`;

export function accountIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(200_000_000_000 + index));
}
