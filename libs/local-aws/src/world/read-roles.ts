import type { CompiledRole } from './compiled-world.js';
import { defaultPermissions } from './default-permissions.js';
import { readEntries, readObject } from './read.js';
import { readRoleName, readRolePath, roleArn } from './read-role-name.js';
import { readWorldPolicy } from './read-world-policy.js';
import { WorldError } from './world-error.js';

/** The account that a role is read for. */
export interface AccountPlace {
  readonly accountId: string;
  readonly partition: string;
}

/** A role before it has its unique id. */
export type RoleDraft = Omit<CompiledRole, 'id'>;

export function readRoles(value: unknown, path: string, place: AccountPlace): RoleDraft[] {
  const seen = new Set<string>();
  return readEntries(value, path).map(([name, role]) => {
    const at = `${path}.${name}`;
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw new WorldError(at, 'role names that differ by more than case');
    seen.add(folded);
    return readRole(readRoleName(name, at), role, at, place);
  });
}

function readRole(name: string, value: unknown, path: string, place: AccountPlace): RoleDraft {
  const role = readObject(value, path, ['path', 'trust', 'permissions', 'maxSessionSeconds']);
  const rolePath = readRolePath(role['path'], `${path}.path`);
  return {
    ...place,
    name,
    arn: roleArn(place.partition, place.accountId, rolePath, name),
    trust: readWorldPolicy(role['trust'], 'trust', `${path}.trust`),
    permissions:
      role['permissions'] === undefined
        ? defaultPermissions(place.accountId, false)
        : readWorldPolicy(role['permissions'], 'identity', `${path}.permissions`),
    maxSessionSeconds: readMaxSession(role['maxSessionSeconds'], `${path}.maxSessionSeconds`),
  };
}

function readMaxSession(value: unknown, path: string): number {
  if (value === undefined) return 3600;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 3600 || value > 43_200) {
    throw new WorldError(path, 'whole seconds from 3600 to 43200');
  }
  return value;
}
