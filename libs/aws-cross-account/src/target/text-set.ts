import { describeValue } from '../errors/describe-value.js';
import type { RefuseField } from './refuse-field.js';

/** A list of texts as a set: whatever their order and however often one is given, the same answer. */
export function readTextSet(
  value: unknown,
  { expected, isMember, max }: { expected: string; isMember: (item: unknown) => item is string; max: number },
  path: string,
  refuse: RefuseField,
): readonly string[] {
  if (!Array.isArray(value)) refuse(path, `expected an array of ${expected}, got ${describeValue(value)}.`);
  const items = Array.from<unknown, string>(value, (item, index) =>
    isMember(item)
      ? item
      : refuse(`${path}[${index}]`, `expected one of ${expected}, got ${describeValue(item)}.`),
  );
  const set = [...new Set(items)].toSorted();
  if (set.length > max) refuse(path, `expected ${max} at most, got ${set.length}. Leave some out.`);
  return Object.freeze(set);
}
