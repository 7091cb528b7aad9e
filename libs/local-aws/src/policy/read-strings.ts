import { PolicyError } from './policy-error.js';

/** One string or a list of at least one; policy variables would change the meaning, so they are refused. */
export function readStrings(value: unknown, path: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new PolicyError(path, 'at least one value', 'malformed');
  return list.map((item, i) => {
    const at = Array.isArray(value) ? `${path}[${i}]` : path;
    if (typeof item !== 'string') throw new PolicyError(at, 'a string', 'malformed');
    if (item.includes('${'))
      throw new PolicyError(at, 'no policy variable: they are not evaluated here', 'unsupported');
    return item;
  });
}
