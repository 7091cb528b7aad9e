import { isRegion } from '../data/region.js';
import type { Policy } from '../policy/policy.js';
import { defaultPermissions } from './default-permissions.js';
import { readAccountId, readEntries, readObject, readText } from './read.js';
import { readRoleName, readRolePath } from './read-role-name.js';
import { readTags } from './read-tags.js';
import { readWorldPolicy } from './read-world-policy.js';
import { WorldError } from './world-error.js';

const KEYS = ['accountId', 'roleName', 'path', 'sessionName', 'region', 'permissions', 'transitiveTags'];
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

export interface Hub {
  readonly accountId: string;
  readonly roleName: string;
  readonly path: string;
  readonly sessionName: string;
  readonly region: string;
  readonly permissions: Policy;
  readonly tags: ReadonlyMap<string, string>;
}

export function readHub(value: unknown): Hub {
  const hub = readObject(value, 'hub', KEYS);
  const accountId = readAccountId(hub['accountId'], 'hub.accountId');
  return {
    accountId,
    roleName: readRoleName(hub['roleName'], 'hub.roleName'),
    path: readRolePath(hub['path'], 'hub.path'),
    sessionName: readSessionName(hub['sessionName'] ?? 'hub'),
    region: readRegion(hub['region'] ?? 'us-east-1', 'hub.region'),
    permissions:
      hub['permissions'] === undefined
        ? defaultPermissions(accountId, true)
        : readWorldPolicy(hub['permissions'], 'identity', 'hub.permissions'),
    tags: readSessionTags(hub['transitiveTags']),
  };
}

export function readRegion(value: unknown, path: string): string {
  return readText(value, path, 'the name of a region, e.g. eu-west-1', isRegion);
}

function readSessionName(value: unknown): string {
  const expected = '2 to 64 of letters, digits and _+=,.@-';
  return readText(value, 'hub.sessionName', expected, (text) => SESSION_NAME.test(text));
}

/** Session tags, unlike those of accounts, must differ by more than case. */
function readSessionTags(value: unknown): ReadonlyMap<string, string> {
  const seen = new Set<string>();
  for (const [key] of readEntries(value, 'hub.transitiveTags')) {
    const folded = key.toLowerCase();
    if (seen.has(folded)) {
      throw new WorldError(`hub.transitiveTags.${key}`, 'tag keys that differ by more than case');
    }
    seen.add(folded);
  }
  return readTags(value, 'hub.transitiveTags');
}
