import { partitionOfRegion } from '../data/region.js';
import type { Policy } from '../policy/policy.js';
import { compileBuckets } from './compile-buckets.js';
import { compileOrganization } from './compile-organization.js';
import type { CompiledRole, CompiledWorld } from './compiled-world.js';
import type { Continuity } from './continuity.js';
import { isUsable, readAccount, readAccounts } from './read-account.js';
import type { AccountDraft } from './read-account.js';
import { readObject, readText } from './read.js';
import type { BucketDraft } from './read-buckets.js';
import { readBuckets } from './read-buckets.js';
import { readHub } from './read-hub.js';
import type { Hub } from './read-hub.js';
import { roleArn } from './read-role-name.js';
import { readRoles } from './read-roles.js';
import type { RoleDraft } from './read-roles.js';
import { isRegionOff } from './region-switch.js';
import { WorldError } from './world-error.js';

const NOBODY: Policy = { kind: 'trust', statements: [] };
export const WORLD_KEYS = [
  'organizationId',
  'organization',
  'optInRegions',
  'explainDenials',
  'hub',
  'accounts',
];

/** Checks a whole world and makes it ready to answer from. Throws {@link WorldError} and changes nothing. */
export function compileWorld(value: unknown, continuity: Continuity): CompiledWorld {
  const world = readObject(value, '', WORLD_KEYS);
  const hub = readHub(world['hub']);
  const accounts = readAccounts(world['accounts']);
  const own = accounts.get(hub.accountId) ?? hubAccount(hub);
  checkHubAccount(own, hub);
  const { roles, buckets } = readContents(accounts, hub);
  const hubRole = identify(hubDraft(hub, own.partition), continuity);
  const all = [hubRole, ...roles.map((role) => identify(role, continuity))];
  const organizationId = readOrganizationId(world['organizationId']);
  const byId = new Map([...accounts, [own.accountId, own]]);
  const optInRegions = readOptIn(world['optInRegions']);
  const compiled = {
    organizationId,
    organization: compileOrganization(world['organization'], organizationId, { byId, hubId: hub.accountId }),
    outsiders: new Set([...byId.values()].filter(({ member }) => !member).map(({ accountId }) => accountId)),
    optInRegions,
    regionsOf: new Map([...byId.values()].map(({ accountId, regions }) => [accountId, regions])),
    explainDenials: readExplain(world['explainDenials']),
    hub: hubRole,
    hubRegion: hub.region,
    hubSessionName: hub.sessionName,
    hubTags: hub.tags,
    rolesByArn: new Map(all.map((role) => [role.arn, role])),
    rolesById: new Map(all.map((role) => [role.id, role])),
    ...compileBuckets(buckets, continuity),
  };
  if (isRegionOff(compiled, hub.accountId, hub.region)) {
    throw new WorldError('hub.region', 'a region that the account of the hub has switched on');
  }
  return compiled;
}

/** Roles of accounts that are suspended or closed are checked as the others, and left out. */
function readContents(accounts: ReadonlyMap<string, AccountDraft>, hub: Hub) {
  const roles: RoleDraft[] = [];
  const buckets: BucketDraft[] = [];
  for (const account of accounts.values()) {
    const { path, accountId, partition } = account;
    const place = { accountId, partition };
    const own = readRoles(account.roles, `${path}.roles`, place);
    if (isUsable(account.state)) roles.push(...own);
    buckets.push(...readBuckets(account.buckets, `${path}.buckets`, place, hub.region));
  }
  const name = hub.roleName.toLowerCase();
  if (roles.some((role) => role.accountId === hub.accountId && role.name.toLowerCase() === name)) {
    const path = `accounts.${hub.accountId}.roles.${hub.roleName}`;
    throw new WorldError(path, 'no second description of the hub role: it is in hub');
  }
  return { roles, buckets };
}

/** The hub's account when it is not listed. */
function hubAccount({ accountId, region }: Hub): AccountDraft {
  return readAccount(accountId, { partition: partitionOfRegion(region) });
}

function checkHubAccount({ partition, state, path }: AccountDraft, hub: Hub): void {
  if (partitionOfRegion(hub.region) !== partition) {
    throw new WorldError('hub.region', `a region of the hub account's partition ${partition}`);
  }
  if (!isUsable(state)) throw new WorldError(`${path}.state`, 'ACTIVE: the hub is in this account');
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

function readOrganizationId(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const expected = 'an organization id: o- and 10 to 32 lower-case letters and digits';
  return readText(value, 'organizationId', expected, (text) => /^o-[a-z0-9]{10,32}$/.test(text));
}

function readOptIn(value: unknown): 'on' | 'off' {
  if (value !== undefined && value !== 'on' && value !== 'off') {
    throw new WorldError('optInRegions', 'on or off');
  }
  return value ?? 'on';
}

function readExplain(value: unknown): boolean {
  if (value !== undefined && typeof value !== 'boolean')
    throw new WorldError('explainDenials', 'true or false');
  return value ?? true;
}
