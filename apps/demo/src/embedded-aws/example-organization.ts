import {
  type PolicyDocument,
  trustPolicy,
  type World,
  type WorldAccount,
  type WorldRole,
} from 'local-aws-accounts';

const HUB_ACCOUNT = '999999999999';
const HUB_ROLE = `arn:aws:iam::${HUB_ACCOUNT}:role/inventory-hub`;

const MANAGEMENT_ACCOUNT = '666677778888';
const PARTNER_ACCOUNT = '333344445555';
const PARTNER_EXTERNAL_ID = 'example-partner-4711';
const SANDBOX_TAGS = { team: 'everybody', environment: 'development' };

/** What the service has to be told about single accounts: the partner's external ID. */
export const EXAMPLE_OVERRIDES = { [PARTNER_ACCOUNT]: { externalId: PARTNER_EXTERNAL_ID } };

/** The trust policy by which the role of an account lets the hub in. */
export function trustOf(accountId: string): PolicyDocument {
  const externalId = accountId === PARTNER_ACCOUNT ? { externalId: PARTNER_EXTERNAL_ID } : {};
  return trustPolicy({ principal: HUB_ROLE, ...externalId });
}

/** One that lets in somebody else. */
export function foreignTrust(): PolicyDocument {
  return trustPolicy({ principal: `arn:aws:iam::${PARTNER_ACCOUNT}:root` });
}

/** An account that joins the organization later, with a bucket and the role. */
export function newAccount(name: string, bucket: string, roleName: string): WorldAccount {
  return { ...inUnit('Sandbox', SANDBOX_TAGS), name, buckets: [bucket], roles: open(roleName) };
}

/** The accounts that a newcomer is pointed to, and what to know about each before asking it. */
export const EXAMPLE_NOTES: Readonly<Record<string, string>> = {
  '111122223333': 'buckets in two regions',
  '222233334444': 'other buckets, through the same role name',
  [PARTNER_ACCOUNT]: 'its trust policy asks for an external ID, which is configured',
  '444455556666': 'its trust policy does not let us in: answers 403 and says what to fix',
  '555566667777': 'no buckets yet',
};

/** A hub and eleven more accounts in three units, most of which hold a role of the same name. */
export function exampleOrganization(roleName: string): World {
  return {
    organizationId: 'o-exampleorg1',
    organization: {
      managementAccount: MANAGEMENT_ACCOUNT,
      delegatedAdministrators: [HUB_ACCOUNT],
      rootId: 'r-exam',
      units: {
        Platform: { id: 'ou-exam-platform' },
        Workloads: { id: 'ou-exam-workload' },
        Sandbox: { id: 'ou-exam-sandbox0' },
      },
    },
    optInRegions: 'off',
    hub: { accountId: HUB_ACCOUNT, roleName: 'inventory-hub', region: 'eu-west-1' },
    accounts: {
      // As with StackSets, which put no role into the account that manages the organization.
      [MANAGEMENT_ACCOUNT]: { name: 'Management' },
      ...platform(roleName),
      ...workloads(roleName),
      ...sandbox(roleName),
    },
  };
}

type Accounts = Record<string, WorldAccount>;

function platform(roleName: string): Accounts {
  const unit = inUnit('Platform', { team: 'platform', environment: 'production' });
  return {
    [HUB_ACCOUNT]: { ...unit, name: 'Tooling', buckets: ['tooling-artifacts', 'tooling-reports'] },
    '777788889999': { ...unit, name: 'Security', buckets: ['security-findings'], roles: open(roleName) },
    '888899990000': {
      ...unit,
      name: 'Network',
      buckets: [{ name: 'network-flow-logs', region: 'eu-central-1' }],
      roles: open(roleName),
    },
  };
}

function workloads(roleName: string): Accounts {
  const unit = inUnit('Workloads', { team: 'shop', environment: 'production' });
  return {
    '111122223333': {
      ...unit,
      name: 'Payments',
      buckets: [
        'payments-invoices',
        'payments-ledger',
        { name: 'payments-ledger-copy', region: 'us-east-1' },
      ],
      roles: open(roleName),
    },
    '222233334444': {
      ...unit,
      name: 'Search',
      buckets: ['search-index', 'search-queries'],
      roles: open(roleName),
    },
    [PARTNER_ACCOUNT]: {
      ...unit,
      name: 'Partner',
      buckets: ['partner-exchange'],
      roles: { [roleName]: { trust: trustOf(PARTNER_ACCOUNT) } },
    },
    '444455556666': {
      ...unit,
      name: 'Legacy',
      buckets: ['legacy-archive'],
      roles: { [roleName]: { trust: foreignTrust() } },
    },
    '123412341234': {
      ...unit,
      name: 'Shipping',
      // The one that has not switched on what the others have.
      regions: { 'me-south-1': 'off' },
      buckets: ['shipping-labels'],
      roles: open(roleName),
    },
    '234523452345': {
      ...unit,
      name: 'Analytics',
      buckets: ['analytics-events', 'analytics-models'],
      roles: open(roleName),
    },
  };
}

function sandbox(roleName: string): Accounts {
  const unit = inUnit('Sandbox', SANDBOX_TAGS);
  return {
    '555566667777': { ...unit, name: 'Sandbox', buckets: [], roles: open(roleName) },
    '567856785678': { ...unit, name: 'Retired', state: 'SUSPENDED', roles: open(roleName) },
  };
}

/** All accounts of a unit have its tags, and have switched on a region that AWS does not switch on by itself. */
function inUnit(unit: string, tags: Record<string, string>): WorldAccount {
  return { unit, tags, regions: { 'me-south-1': 'on' } };
}

/** The role, trusting the hub. */
function open(roleName: string): Record<string, WorldRole> {
  return { [roleName]: { trust: trustPolicy({ principal: HUB_ROLE }) } };
}
