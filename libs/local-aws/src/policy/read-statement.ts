import { isRecord } from '../data/is-record.js';
import { arnMatcher } from './arn-pattern.js';
import type { ArnMatcher } from './arn-pattern.js';
import type { Policy, Statement } from './policy.js';
import { PolicyError } from './policy-error.js';
import { readActions } from './read-actions.js';
import { readConditions } from './read-conditions.js';
import { readPrincipals } from './read-principals.js';
import { readStrings } from './read-strings.js';

/** Elements of the language that are not evaluated here. */
const UNSUPPORTED = new Set(['NotPrincipal', 'NotAction', 'NotResource', 'Condition']);
const COMMON = ['Sid', 'Effect', 'Action'];
const TRUST = [...COMMON, 'Principal', 'Condition'];
const IDENTITY = [...COMMON, 'Resource'];

export function readStatement(value: unknown, kind: Policy['kind'], path: string): Statement {
  if (!isRecord(value)) throw new PolicyError(path, 'a statement', 'malformed');
  refuseOtherElements(value, kind, path);
  const { Sid: sid, Effect: effect } = value;
  if (sid !== undefined && typeof sid !== 'string')
    throw new PolicyError(`${path}.Sid`, 'a string', 'malformed');
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new PolicyError(`${path}.Effect`, 'Allow or Deny', 'malformed');
  const trust = kind === 'trust';
  return {
    effect,
    actions: readActions(value['Action'], kind, `${path}.Action`),
    resources: trust ? [] : readResources(value['Resource'], `${path}.Resource`),
    principals: trust ? readPrincipals(value['Principal'], `${path}.Principal`) : [],
    conditions:
      value['Condition'] === undefined ? [] : readConditions(value['Condition'], `${path}.Condition`),
  };
}

function refuseOtherElements(value: Record<string, unknown>, kind: Policy['kind'], path: string): void {
  const allowed = kind === 'trust' ? TRUST : IDENTITY;
  for (const key of Object.keys(value)) {
    if (allowed.includes(key)) continue;
    const known = UNSUPPORTED.has(key);
    const expected = `only ${allowed.join(', ')} in a statement of this ${kind} policy`;
    throw new PolicyError(`${path}.${key}`, expected, known ? 'unsupported' : 'malformed');
  }
}

function readResources(value: unknown, path: string): ArnMatcher[] {
  return readStrings(value, path).map((pattern) => {
    const matcher = arnMatcher(pattern);
    if (matcher === undefined) throw new PolicyError(path, '* or ARN patterns of six parts', 'malformed');
    return matcher;
  });
}
