import { trustPolicy } from '../policy/trust-policy.js';
import type { World, WorldAccount, WorldRole } from '../world/world.js';
import type { WorldUnit } from '../world/world-organization.js';
import type { GenerateWorldInput } from './generate-world-input.js';
import { readInput } from './read-input.js';
import type { Plan } from './read-input.js';
import { shuffled } from './shuffled.js';

const UNITS_PER_DIVISION = 5;
const ENVIRONMENTS = ['production', 'staging', 'development'];

/**
 * A world of many accounts, the same at each call with the same input. Its accounts are numbered from 100000000000, and
 * have the regions that AWS switches on by default.
 * @throws `LocalAwsOptionError`
 */
export function generateWorld(input: GenerateWorldInput): World {
  const plan = readInput(input);
  const order = shuffled(plan.accounts, plan.seed);
  const suspended = new Set(order.slice(0, plan.suspended));
  const denying = new Set(order.slice(plan.suspended, plan.suspended + plan.denying));
  const accounts: Record<string, WorldAccount> = { [plan.hub.accountId]: { name: 'Hub' } };
  for (let i = 0; i < plan.accounts; i++) {
    const account = accountOf(plan, i, denying.has(i));
    if (suspended.has(i)) account.state = 'SUSPENDED';
    accounts[accountId(plan, i)] = account;
  }
  return {
    organizationId: 'o-generated01',
    organization: { units: unitsOf(plan) },
    optInRegions: 'off',
    hub: { ...plan.hub },
    accounts,
  };
}

function accountOf(plan: Plan, i: number, denying: boolean): WorldAccount {
  const id = accountId(plan, i);
  const number = String(i).padStart(String(plan.accounts - 1).length, '0');
  const unit = i % plan.units;
  return {
    name: `account-${number}`,
    unit: `${divisionName(unit)}/${unitName(unit)}`,
    tags: {
      environment: ENVIRONMENTS[i % ENVIRONMENTS.length] ?? '',
      team: unitName(unit),
    },
    buckets: Array.from({ length: plan.buckets }, (_, n) => `bucket-${id}-${n}`),
    roles: { [plan.roleName]: roleOf(plan, denying) },
  };
}

/** A role that denies trusts another one than the hub. */
function roleOf({ hub }: Plan, denying: boolean): WorldRole {
  const { accountId: id, roleName } = hub;
  return { trust: trustPolicy({ principal: `arn:aws:iam::${id}:role/${denying ? 'nobody' : roleName}` }) };
}

function accountId({ hub }: Plan, i: number): string {
  const id = String(100_000_000_000 + i);
  return id === hub.accountId ? String(200_000_000_000 + i) : id;
}

function unitsOf({ units }: Plan): Record<string, WorldUnit> {
  const divisions: Record<string, WorldUnit & { units: Record<string, WorldUnit> }> = {};
  for (let i = 0; i < units; i++) {
    const division = (divisions[divisionName(i)] ??= { units: {} });
    division.units[unitName(i)] = {};
  }
  return divisions;
}

function unitName(i: number): string {
  return `team-${i}`;
}

function divisionName(i: number): string {
  return `division-${Math.floor(i / UNITS_PER_DIVISION)}`;
}
