import { PARTITIONS, partitionOfRegion } from '../data/region.js';
import type { Policy } from '../policy/policy.js';
import { compileBuckets } from './compile-buckets.js';
import type { CompiledRole, CompiledWorld } from './compiled-world.js';
import type { Continuity } from './continuity.js';
import { readAccountId, readEntries, readObject, readText } from './read.js';
import type { BucketDraft } from './read-buckets.js';
import { readBuckets } from './read-buckets.js';
import { readHub } from './read-hub.js';
import type { Hub } from './read-hub.js';
import { roleArn } from './read-role-name.js';
import { readRoles } from './read-roles.js';
import type { AccountPlace, RoleDraft } from './read-roles.js';
import { WorldError } from './world-error.js';

const NOBODY: Policy = { kind: 'trust', statements: [] };

/** Checks a whole world and makes it ready to answer from. Throws {@link WorldError} and changes nothing. */
export function compileWorld(value: unknown, continuity: Continuity): CompiledWorld {
  const world = readObject(value, '', ['organizationId', 'explainDenials', 'hub', 'accounts']);
  const hub = readHub(world['hub']);
  const { roles, buckets, hubPartition } = readAccounts(world['accounts'], hub);
  const hubRole = identify(hubDraft(hub, hubPartition), continuity);
  const compiled = roles.map((role) => identify(role, continuity));
  const all = [hubRole, ...compiled];
  return {
    organizationId: readOrganizationId(world['organizationId']),
    explainDenials: readExplain(world['explainDenials']),
    hub: hubRole,
    hubRegion: hub.region,
    hubSessionName: hub.sessionName,
    hubTags: hub.tags,
    rolesByArn: new Map(all.map((role) => [role.arn, role])),
    rolesById: new Map(all.map((role) => [role.id, role])),
    ...compileBuckets(buckets, continuity),
  };
}

function readAccounts(value: unknown, hub: Hub) {
  const roles: RoleDraft[] = [];
  const buckets: BucketDraft[] = [];
  const places = readPlaces(value);
  const hubPartition = places.get(hub.accountId)?.partition ?? partitionOfRegion(hub.region);
  if (partitionOfRegion(hub.region) !== hubPartition) {
    throw new WorldError('hub.region', `a region of the hub account's partition ${hubPartition}`);
  }
  for (const { account, path, ...place } of places.values()) {
    roles.push(...readRoles(account['roles'], `${path}.roles`, place));
    buckets.push(...readBuckets(account['buckets'], `${path}.buckets`, place, hub.region));
  }
  const name = hub.roleName.toLowerCase();
  if (roles.some((role) => role.accountId === hub.accountId && role.name.toLowerCase() === name)) {
    const path = `accounts.${hub.accountId}.roles.${hub.roleName}`;
    throw new WorldError(path, 'no second description of the hub role: it is in hub');
  }
  return { roles, buckets, hubPartition };
}

interface ListedAccount extends AccountPlace {
  readonly account: Record<string, unknown>;
  readonly path: string;
}

/** Every account that is listed, with its partition, its contents not yet read. */
function readPlaces(value: unknown): Map<string, ListedAccount> {
  const places = new Map<string, ListedAccount>();
  for (const [key, data] of readEntries(value ?? null, 'accounts')) {
    const path = `accounts.${key}`;
    const accountId = readAccountId(key, path);
    const account = readObject(data, path, ['name', 'partition', 'buckets', 'roles']);
    if (account['name'] !== undefined) readText(account['name'], `${path}.name`, 'a string', () => true);
    places.set(accountId, {
      accountId,
      partition: readPartition(account['partition'], `${path}.partition`),
      account,
      path,
    });
  }
  return places;
}

function hubDraft(hub: Hub, partition: string): RoleDraft {
  return {
    accountId: hub.accountId,
    partition,
    name: hub.roleName,
    arn: roleArn(partition, hub.accountId, hub.path, hub.roleName),
    trust: NOBODY,
    permissions: hub.permissions,
    maxSessionSeconds: 3600,
  };
}

function identify(draft: RoleDraft, { previous, newRoleId }: Continuity): CompiledRole {
  return { ...draft, id: previous?.rolesByArn.get(draft.arn)?.id ?? newRoleId() };
}

function readPartition(value: unknown, path: string): string {
  return readText(value ?? 'aws', path, `one of ${PARTITIONS.join(', ')}`, (text) =>
    PARTITIONS.includes(text),
  );
}

function readOrganizationId(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const expected = 'an organization id: o- and 10 to 32 lower-case letters and digits';
  return readText(value, 'organizationId', expected, (text) => /^o-[a-z0-9]{10,32}$/.test(text));
}

function readExplain(value: unknown): boolean {
  if (value !== undefined && typeof value !== 'boolean')
    throw new WorldError('explainDenials', 'true or false');
  return value ?? true;
}
