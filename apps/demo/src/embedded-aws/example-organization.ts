import { trustPolicy, type World } from 'local-aws-accounts';

const HUB_ACCOUNT = '999999999999';
const HUB_ROLE = `arn:aws:iam::${HUB_ACCOUNT}:role/inventory-hub`;

const PARTNER_ACCOUNT = '333344445555';
const PARTNER_EXTERNAL_ID = 'example-partner-4711';

/** What the service has to be told about single accounts: the partner's external ID. */
export const EXAMPLE_OVERRIDES = { [PARTNER_ACCOUNT]: { externalId: PARTNER_EXTERNAL_ID } };

/** What a newcomer should know about each account before asking it. */
export const EXAMPLE_NOTES: Readonly<Record<string, string>> = {
  '111122223333': 'buckets in two regions',
  '222233334444': 'other buckets, through the same role name',
  [PARTNER_ACCOUNT]: 'its trust policy asks for an external ID, which is configured',
  '444455556666': 'its trust policy does not let us in: answers 403 and says what to fix',
  '555566667777': 'no buckets yet',
};

/** A hub and five members that hold a role of the same name. */
export function exampleOrganization(roleName: string): World {
  const open = { [roleName]: { trust: trustPolicy({ principal: HUB_ROLE }) } };
  return {
    organizationId: 'o-exampleorg1',
    hub: { accountId: HUB_ACCOUNT, roleName: 'inventory-hub', region: 'eu-west-1' },
    accounts: {
      [HUB_ACCOUNT]: { name: 'Tooling', buckets: ['tooling-artifacts', 'tooling-reports'] },
      '111122223333': {
        name: 'Payments',
        buckets: [
          'payments-invoices',
          'payments-ledger',
          { name: 'payments-ledger-copy', region: 'us-east-1' },
        ],
        roles: open,
      },
      '222233334444': { name: 'Search', buckets: ['search-index', 'search-queries'], roles: open },
      [PARTNER_ACCOUNT]: {
        name: 'Partner',
        buckets: ['partner-exchange'],
        roles: {
          [roleName]: { trust: trustPolicy({ principal: HUB_ROLE, externalId: PARTNER_EXTERNAL_ID }) },
        },
      },
      '444455556666': {
        name: 'Legacy',
        buckets: ['legacy-archive'],
        roles: { [roleName]: { trust: trustPolicy({ principal: `arn:aws:iam::${PARTNER_ACCOUNT}:root` }) } },
      },
      '555566667777': { name: 'Sandbox', buckets: [], roles: open },
    },
  };
}
