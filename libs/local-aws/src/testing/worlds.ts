import { trustPolicy } from '../policy/trust-policy.js';
import type { World, WorldRole } from '../world/world.js';

export const HUB = '999999999999';
export const PAYMENTS = '111122223333';
export const SHIPPING = '444455556666';
export const HUB_ROLE = `arn:aws:iam::${HUB}:role/inventory-hub`;
export const HUB_SESSION = `arn:aws:sts::${HUB}:assumed-role/inventory-hub/hub`;
export const READER = `arn:aws:iam::${PAYMENTS}:role/inventory-reader`;
export const EXTERNAL_ID = 'an-external-id';

export function readerArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/inventory-reader`;
}

/** A hub and two member accounts; shipping wants an external ID. */
export function exampleWorld(): World {
  return {
    organizationId: 'o-exampleorgid',
    hub: { accountId: HUB, roleName: 'inventory-hub', region: 'eu-west-1' },
    accounts: {
      [HUB]: { name: 'Hub', buckets: ['hub-logs'] },
      [PAYMENTS]: {
        name: 'Payments',
        buckets: ['payments-invoices', 'payments-archive', { name: 'payments-us', region: 'us-east-1' }],
        roles: { 'inventory-reader': { trust: trustPolicy({ principal: HUB_ROLE, tagSession: true }) } },
      },
      [SHIPPING]: {
        buckets: ['shipping-labels'],
        roles: { 'inventory-reader': { trust: trustPolicy({ principal: HUB, externalId: EXTERNAL_ID }) } },
      },
    },
  };
}

/** The example world with one role of payments replaced or added. */
export function worldWithRole(role: WorldRole, name = 'inventory-reader'): World {
  const world = exampleWorld();
  world.accounts[PAYMENTS] = { ...world.accounts[PAYMENTS], roles: { [name]: role } };
  return world;
}

export const TOOLING = '222233334444';
export const LEGACY = '555566667777';
export const STRANGER = '666677778888';

/**
 * An organization managed by the hub's account: payments administers it too, legacy is suspended, and the stranger is no
 * member.
 */
export function organizationWorld(): World {
  const world = exampleWorld();
  const reader = { 'inventory-reader': { trust: trustPolicy({ principal: HUB_ROLE }) } };
  world.organization = {
    delegatedAdministrators: [PAYMENTS],
    units: {
      Workloads: {
        units: { Production: { tags: { tier: 'one' } }, Staging: { id: 'ou-0000-staging0' } },
      },
      Sandbox: {},
    },
  };
  Object.assign(world.accounts[PAYMENTS] ?? {}, {
    unit: 'Workloads/Production',
    email: 'payments@example.org',
    tags: { team: 'money', 'cost-center': '42' },
  });
  Object.assign(world.accounts[SHIPPING] ?? {}, {
    unit: 'Workloads/Staging',
    regions: { 'me-south-1': 'off' },
  });
  world.accounts[TOOLING] = { name: 'Tooling', unit: 'Workloads', roles: reader };
  world.accounts[LEGACY] = { name: 'Legacy', state: 'SUSPENDED', roles: reader };
  world.accounts[STRANGER] = { name: 'Stranger', member: false, roles: reader };
  return world;
}
