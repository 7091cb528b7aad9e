import { shortHash } from '../data/short-hash.js';
import type { CompiledOrganization, MemberAccount, OrganizationNode } from './compiled-organization.js';
import type { AccountDraft } from './read-account.js';
import { readAccountId, readObject, readText } from './read.js';
import { byId, Units } from './read-units.js';
import { WorldError } from './world-error.js';

export const ORGANIZATION_KEYS = ['managementAccount', 'delegatedAdministrators', 'rootId', 'units'];
const ROOT_ID = /^r-[0-9a-z]{4,32}$/;

/** The accounts of a world, the hub's own too, and which of them it is. */
export interface Accounts {
  readonly byId: ReadonlyMap<string, AccountDraft>;
  readonly hubId: string;
}

/** Builds the organization of this id, or none without an id. */
export function compileOrganization(
  value: unknown,
  id: string | undefined,
  accounts: Accounts,
): CompiledOrganization | undefined {
  if (id === undefined) {
    if (value !== undefined) throw new WorldError('organization', 'an organizationId beside it');
    refuseUnits(accounts.byId.values());
    return undefined;
  }
  const data = readObject(value ?? {}, 'organization', ORGANIZATION_KEYS);
  const manager = readManager(data['managementAccount'], accounts);
  const { partition } = manager;
  const prefix = `arn:${partition}:organizations::${manager.accountId}:`;
  const root = readRoot(data['rootId'], id, prefix);
  const units = new Units(root, `${prefix}ou/${id}/`);
  units.read(data['units'], 'organization.units');
  const members = placeMembers(accounts, partition, { units, root, prefix: `${prefix}account/${id}/` });
  const management = members.get(manager.accountId);
  if (management === undefined)
    throw new WorldError(`${manager.path}.member`, 'true: it manages the organization');
  const delegated = readDelegated(data['delegatedAdministrators'], members, management);
  return {
    id,
    arn: `${prefix}organization/${id}`,
    partition,
    management,
    administrators: new Set([management.id, ...delegated]),
    root,
    nodes: units.byId,
    members,
  };
}

function refuseUnits(accounts: Iterable<AccountDraft>): void {
  for (const { unit, path } of accounts) {
    if (unit !== undefined) throw new WorldError(`${path}.unit`, 'no unit: the world has no organizationId');
  }
}

function readManager(value: unknown, { byId: all, hubId }: Accounts): AccountDraft {
  const path = 'organization.managementAccount';
  const account = all.get(readAccountId(value ?? hubId, path));
  if (account === undefined) throw new WorldError(path, 'an account of the world');
  if (account.state !== 'ACTIVE')
    throw new WorldError(`${account.path}.state`, 'ACTIVE: it manages the organization');
  return account;
}

function readRoot(value: unknown, organizationId: string, prefix: string): OrganizationNode {
  const expected = 'r- and 4 to 32 lower-case letters and digits';
  const preset = `r-${shortHash(organizationId, 4)}`;
  const id = readText(value ?? preset, 'organization.rootId', expected, (text) => ROOT_ID.test(text));
  return {
    id,
    arn: `${prefix}root/${organizationId}/${id}`,
    name: 'Root',
    tags: new Map(),
    path: `${organizationId}/${id}/`,
    units: [],
    accounts: [],
  };
}

interface Tree {
  readonly units: Units;
  readonly root: OrganizationNode;
  /** The ARN of an account, up to its id. */
  readonly prefix: string;
}

/** Puts every member into its unit. Accounts of another partition are never members. */
function placeMembers(accounts: Accounts, partition: string, tree: Tree): Map<string, MemberAccount> {
  const members: MemberAccount[] = [];
  for (const draft of accounts.byId.values()) {
    const { accountId: id, name, email, state, tags, unit, path } = draft;
    if (!draft.member || draft.partition !== partition) {
      if (unit !== undefined) throw new WorldError(`${path}.unit`, 'no unit: the account is no member');
      continue;
    }
    const parent = unit === undefined ? tree.root : tree.units.byNames.get(unit);
    if (parent === undefined) {
      throw new WorldError(
        `${path}.unit`,
        'the path of a unit in organization.units, e.g. Workloads/Production',
      );
    }
    members.push({ id, arn: `${tree.prefix}${id}`, name, email, state, tags, parent });
  }
  members.sort(byId);
  for (const member of members) member.parent.accounts.push(member);
  return new Map(members.map((member) => [member.id, member]));
}

function readDelegated(
  value: unknown,
  members: ReadonlyMap<string, MemberAccount>,
  management: MemberAccount,
): string[] {
  const path = 'organization.delegatedAdministrators';
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new WorldError(path, 'a list of account ids');
  return value.map((item: unknown, i) => {
    const id = readAccountId(item, `${path}[${i}]`);
    if (!members.has(id) || id === management.id) {
      throw new WorldError(`${path}[${i}]`, 'a member account other than the management account');
    }
    return id;
  });
}
