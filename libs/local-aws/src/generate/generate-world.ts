import { trustPolicy } from '../policy/trust-policy.js';
import type { World, WorldAccount, WorldRole } from '../world/world.js';
import type { WorldUnit } from '../world/world-organization.js';
import { readInput } from './read-input.js';
import type { Plan } from './read-input.js';
import { shuffled } from './shuffled.js';

export interface GenerateWorldInput {
  /** How many accounts beside the hub's, 1 to 100000. */
  accounts: number;
  /** The role of the hub's that every account trusts. Default: `inventory-hub` in account 999999999999, eu-west-1. */
  hub?: { accountId: string; roleName: string; region: string };
  /** Name of the role in every account. Default `inventory-reader`. */
  roleName?: string;
  /** Organizational units that accounts are in, five to a unit of the first level. Default 10. */
  units?: number;
  /** Buckets of each account. Default 1. */
  buckets?: number;
  /** The share of accounts that are suspended, 0 to 1. Default 0. */
  suspended?: number;
  /** The share of accounts whose role does not trust the hub, 0 to 1. Default 0. */
  denying?: number;
  /** Other numbers choose other accounts to be suspended or denying. Default 1. */
  seed?: number;
}

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
