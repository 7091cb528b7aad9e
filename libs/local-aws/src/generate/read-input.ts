import { isRecord } from '../data/is-record.js';
import { LocalAwsOptionError } from '../errors.js';
import type { GenerateWorldInput } from './generate-world-input.js';

export const GENERATE_KEYS = [
  'accounts',
  'hub',
  'roleName',
  'units',
  'buckets',
  'suspended',
  'denying',
  'seed',
];

/** What to generate, with all that is left out filled in. */
export interface Plan {
  readonly accounts: number;
  readonly hub: { readonly accountId: string; readonly roleName: string; readonly region: string };
  readonly roleName: string;
  readonly units: number;
  readonly buckets: number;
  /** How many accounts. */
  readonly suspended: number;
  readonly denying: number;
  readonly seed: number;
}

/** Throws `LocalAwsOptionError`. Names and ids are checked with the world. */
export function readInput(input: GenerateWorldInput): Plan {
  const given: unknown = input;
  if (!isRecord(given)) throw new LocalAwsOptionError('input', 'an object');
  const unknown = Object.keys(given).find((key) => !GENERATE_KEYS.includes(key));
  if (unknown !== undefined)
    throw new LocalAwsOptionError(unknown, `only the keys ${GENERATE_KEYS.join(', ')}`);
  const accounts = whole('accounts', input.accounts, 1, 100_000);
  const suspended = share('suspended', input.suspended ?? 0);
  const denying = share('denying', input.denying ?? 0);
  if (suspended + denying > 1)
    throw new LocalAwsOptionError('denying', 'a share beside suspended of 1 at most');
  return {
    accounts,
    hub: input.hub ?? { accountId: '999999999999', roleName: 'inventory-hub', region: 'eu-west-1' },
    roleName: input.roleName ?? 'inventory-reader',
    units: whole('units', Math.min(input.units ?? 10, accounts), 1, 1000),
    buckets: whole('buckets', input.buckets ?? 1, 0, 1000),
    suspended: Math.round(suspended * accounts),
    denying: Math.round(denying * accounts),
    seed: whole('seed', input.seed ?? 1, 0, 2 ** 32 - 1),
  };
}

function whole(path: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new LocalAwsOptionError(path, `a whole number from ${min} to ${max}`);
  }
  return value;
}

function share(path: string, value: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw new LocalAwsOptionError(path, 'a number from 0 to 1');
  return value;
}
