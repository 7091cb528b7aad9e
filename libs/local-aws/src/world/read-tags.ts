import { readEntries, readText } from './read.js';
import { WorldError } from './world-error.js';

const MAX_TAGS = 50;

/** At most 50 tags, within AWS's lengths. */
export function readTags(value: unknown, path: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const [key, tag] of readEntries(value, path)) {
    const at = `${path}.${key}`;
    if (key.length < 1 || key.length > 128) throw new WorldError(at, 'tag keys of 1 to 128 characters');
    const expected = 'a string of at most 256 characters';
    tags.set(
      key,
      readText(tag, at, expected, (text) => text.length <= 256),
    );
  }
  if (tags.size > MAX_TAGS) throw new WorldError(path, `at most ${MAX_TAGS} tags`);
  return tags;
}
