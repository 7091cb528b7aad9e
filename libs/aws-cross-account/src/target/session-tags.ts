import { describeHidden, describeValue } from '../errors/describe-value.js';
import { isPlainObject } from './canonical-json.js';
import type { RefuseField } from './refuse-field.js';
import { readTextSet } from './text-set.js';

const MAX_TAGS = 50;
/** In code points, each of which is one or two characters of a JavaScript string. */
const MAX_KEY = 128;
const MAX_VALUE = 256;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const CHARACTERS = 'out of letters, digits, spaces and _.:/=+-@';
const KEY = `1-128 characters ${CHARACTERS}, not beginning with aws:`;

/** As AWS compares the keys of tags: without case. */
export function foldedKey(key: string): string {
  return key.toLowerCase();
}

/** Session tags. Their values may be about persons: no error repeats one. */
export function readTags(
  value: unknown,
  path: string,
  refuse: RefuseField,
): Readonly<Record<string, string>> {
  if (!isPlainObject(value)) {
    refuse(path, `expected a plain object such as { team: 'payments' }, got ${describeHidden(value)}.`);
  }
  const tags = Object.entries(value).map(([key, text]): [string, string] => {
    if (!isTagKey(key)) refuse(path, `expected keys of ${KEY}, got ${describeValue(key)}.`);
    if (isTagValue(text)) return [key, text];
    const expected = `expected a string of 0-256 characters ${CHARACTERS}`;
    return refuse(`${path}.${key}`, `${expected}, got ${describeHidden(text)}.`);
  });
  if (tags.length > MAX_TAGS)
    refuse(path, `expected ${MAX_TAGS} at most, got ${tags.length}. Leave some out.`);
  refuseDoubles(
    tags.map(([key]) => key),
    path,
    refuse,
  );
  return Object.freeze(Object.fromEntries(tags));
}

export function readTransitiveTagKeys(value: unknown, path: string, refuse: RefuseField): readonly string[] {
  const expected = `the keys of tags: ${KEY}`;
  return readTextSet(value, { expected, isMember: isTagKey, max: MAX_TAGS }, path, refuse);
}

function refuseDoubles(keys: readonly string[], path: string, refuse: RefuseField): void {
  const known = new Map<string, string>();
  for (const key of keys) {
    const other = known.get(foldedKey(key));
    if (other !== undefined) {
      refuse(
        path,
        `keys ${describeValue(other)} and ${describeValue(key)} are the same to AWS. Leave one out.`,
      );
    }
    known.set(foldedKey(key), key);
  }
}

function isTagKey(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 2 * MAX_KEY &&
    TAG_KEY.test(value) &&
    !foldedKey(value).startsWith('aws:')
  );
}

function isTagValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2 * MAX_VALUE && TAG_VALUE.test(value);
}
