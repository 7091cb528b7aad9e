import { isRecord } from '../data/is-record.js';
import { PolicyError } from './policy-error.js';
import { principalMatcher } from './principal.js';
import type { PrincipalMatcher } from './principal.js';
import { readStrings } from './read-strings.js';

const FORMS = 'an account id, an account root, role, user or assumed-role session ARN, or *';

/** The `Principal` of a trust statement. Services and federated identities are read and match nobody. */
export function readPrincipals(value: unknown, path: string): PrincipalMatcher[] {
  if (value === '*') return readAws(value, path);
  if (!isRecord(value) || Object.keys(value).length === 0) {
    throw new PolicyError(path, '* or an object with AWS, Service or Federated', 'malformed');
  }
  return Object.entries(value).flatMap(([type, names]) => {
    const at = `${path}.${type}`;
    if (type === 'AWS') return readAws(names, at);
    if (type !== 'Service' && type !== 'Federated') {
      throw new PolicyError(at, 'AWS, Service or Federated', 'unsupported');
    }
    readStrings(names, at);
    return [];
  });
}

function readAws(value: unknown, path: string): PrincipalMatcher[] {
  return readStrings(value, path).map((name) => {
    const matcher = principalMatcher(name);
    if (matcher === undefined) throw new PolicyError(path, FORMS, 'unsupported');
    return matcher;
  });
}
