import type { Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import { readStrings } from './read-strings.js';
import { matchesWildcard } from './wildcard.js';

const ACTION = /^(?:\*|[a-z0-9-]+:[a-z0-9*?]+)$/;

/** What a trust policy can grant; a pattern that meets none of these is a slip of the pen. */
const TRUST_ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:setcontext',
  'sts:setsourceidentity',
  'sts:tagsession',
];

/** Action patterns in lower case, since actions compare without case. */
export function readActions(value: unknown, kind: Policy['kind'], path: string): string[] {
  return readStrings(value, path).map((action) => {
    const pattern = action.toLowerCase();
    if (!ACTION.test(pattern))
      throw new PolicyError(path, '* or service:Action, with wildcards', 'malformed');
    if (kind === 'trust' && !TRUST_ACTIONS.some((known) => matchesWildcard(pattern, known))) {
      throw new PolicyError(path, 'actions of STS that a trust policy can grant', 'malformed');
    }
    return pattern;
  });
}
