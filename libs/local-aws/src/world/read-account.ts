import { PARTITIONS, partitionOfRegion } from '../data/region.js';
import { isOptInRegion } from '../data/regions.js';
import { readAccountId, readEntries, readObject, readText } from './read.js';
import type { AccountPlace } from './read-roles.js';
import { readTags } from './read-tags.js';
import { WorldError } from './world-error.js';
import type { AccountState, RegionSwitch } from './world-organization.js';

export const ACCOUNT_KEYS = [
  'name',
  'email',
  'state',
  'partition',
  'tags',
  'unit',
  'member',
  'regions',
  'buckets',
  'roles',
];
const STATES: readonly AccountState[] = [
  'ACTIVE',
  'CLOSED',
  'PENDING_ACTIVATION',
  'PENDING_CLOSURE',
  'SUSPENDED',
];
const SWITCHES: readonly RegionSwitch[] = ['on', 'off', 'enabling', 'disabling'];

/** An account of the world. Its roles and buckets are still to be read. */
export interface AccountDraft extends AccountPlace {
  readonly path: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly tags: ReadonlyMap<string, string>;
  /** Undefined for the root. */
  readonly unit: string | undefined;
  readonly member: boolean;
  readonly regions: ReadonlyMap<string, RegionSwitch>;
  readonly roles: unknown;
  readonly buckets: unknown;
}

/** Every account that is listed, by id. */
export function readAccounts(value: unknown): Map<string, AccountDraft> {
  const accounts = readEntries(value ?? null, 'accounts').map(([id, account]) => readAccount(id, account));
  return new Map(accounts.map((account) => [account.accountId, account]));
}

/** One account; `{}` is what every account has by default. */
export function readAccount(id: string, value: unknown): AccountDraft {
  const path = `accounts.${id}`;
  const accountId = readAccountId(id, path);
  const account = readObject(value, path, ACCOUNT_KEYS);
  const partition = readOne(account['partition'] ?? 'aws', `${path}.partition`, PARTITIONS);
  return {
    accountId,
    path,
    partition,
    name: readName(account['name'], accountId, path),
    email: readEmail(account['email'] ?? `account-${accountId}@example.com`, `${path}.email`),
    state: readOne(account['state'] ?? 'ACTIVE', `${path}.state`, STATES),
    tags: readTags(account['tags'], `${path}.tags`),
    unit: readUnit(account['unit'], `${path}.unit`),
    member: readMember(account['member'], `${path}.member`),
    regions: readRegions(account['regions'], `${path}.regions`, partition),
    roles: account['roles'],
    buckets: account['buckets'],
  };
}

/** Whether roles of an account can be used. */
export function isUsable(state: AccountState): boolean {
  return state === 'ACTIVE' || state === 'PENDING_CLOSURE';
}

function readOne<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new WorldError(path, `one of ${allowed.join(', ')}`);
  return found;
}

function readName(value: unknown, accountId: string, path: string): string {
  const name = readText(value ?? `Account ${accountId}`, `${path}.name`, 'a string', () => true);
  return name === '' ? `Account ${accountId}` : name;
}

function readEmail(value: unknown, path: string): string {
  const expected = 'an email address of 6 to 64 characters';
  return readText(
    value,
    path,
    expected,
    (text) => text.length >= 6 && text.length <= 64 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  );
}

function readUnit(value: unknown, path: string): string | undefined {
  return value === undefined ? undefined : readText(value, path, 'names of units, joined with /', () => true);
}

function readMember(value: unknown, path: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw new WorldError(path, 'true or false');
  return value ?? true;
}

function readRegions(value: unknown, path: string, partition: string): ReadonlyMap<string, RegionSwitch> {
  return new Map(
    readEntries(value, path).map(([region, given]) => {
      const at = `${path}.${region}`;
      if (!isOptInRegion(region) || partitionOfRegion(region) !== partition) {
        throw new WorldError(at, `opt-in regions of the partition ${partition}, e.g. me-south-1`);
      }
      return [region, readOne(given, at, SWITCHES)];
    }),
  );
}
