import type { SessionTag } from './assume-role-input.js';
import { MAX_TAGS, TAG_KEY, TAG_VALUE } from './bounds.js';
import { invalidParameterValue } from './invalid-parameter-value.js';
import { readMembers } from './params.js';
import type { Params } from '../service/query-params.js';
import { validationError } from './violations.js';
import type { Violations } from './violations.js';

const TOO_MANY = `Member must have length less than or equal to ${MAX_TAGS}`;

/** Session tags and the keys of those that are transitive. */
export function readTags(
  params: Params,
  violations: Violations,
): { tags: SessionTag[]; transitiveTagKeys: string[] } {
  const tags = readMembers(params, 'Tags').map((m) => ({
    key: m.get('Key') ?? '',
    value: m.get('Value') ?? '',
  }));
  const transitiveTagKeys = readMembers(params, 'TransitiveTagKeys').map((member) => member.get('') ?? '');
  for (const [i, tag] of tags.entries()) {
    violations.text(tag.key, `tags.${i + 1}.member.key`, TAG_KEY);
    violations.text(tag.value, `tags.${i + 1}.member.value`, TAG_VALUE);
  }
  for (const [i, key] of transitiveTagKeys.entries()) {
    violations.text(key, `transitiveTagKeys.${i + 1}.member`, TAG_KEY);
  }
  if (tags.length > MAX_TAGS) violations.add(`${tags.length} tags`, 'tags', TOO_MANY);
  if (transitiveTagKeys.length > MAX_TAGS)
    violations.add(`${transitiveTagKeys.length} keys`, 'transitiveTagKeys', TOO_MANY);
  return { tags, transitiveTagKeys };
}

/** What a look at one key alone does not tell. Keys compare without case. */
export function checkTagKeys(tags: readonly SessionTag[], transitive: readonly string[]): void {
  const keys = new Set(tags.map(({ key }) => key.toLowerCase()));
  if (keys.size < tags.length) {
    throw invalidParameterValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if ([...keys].some((key) => key.startsWith('aws:')))
    throw validationError('Tag keys must not begin with aws:');
  if (transitive.some((key) => !keys.has(key.toLowerCase()))) {
    throw invalidParameterValue('The specified transitive tag key must be included in the requested tags.');
  }
}
