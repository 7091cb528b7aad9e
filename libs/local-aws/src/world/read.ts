import { isRecord } from '../data/is-record.js';
import { WorldError } from './world-error.js';

/** An object that has no keys but these. */
export function readObject(value: unknown, path: string, keys: readonly string[]): Record<string, unknown> {
  const object = readMap(value, path);
  for (const key of Object.keys(object)) {
    if (!keys.includes(key)) throw new WorldError(join(path, key), `only the keys ${keys.join(', ')} here`);
  }
  return object;
}

/** An object whose keys are data. */
export function readMap(value: unknown, path: string): Record<string, unknown> {
  if (!isRecord(value)) throw new WorldError(path === '' ? 'world' : path, 'an object');
  return value;
}

/** The entries of an optional object whose keys are data. */
export function readEntries(value: unknown, path: string): [string, unknown][] {
  return value === undefined ? [] : Object.entries(readMap(value, path));
}

export function readText(
  value: unknown,
  path: string,
  expected: string,
  test: (text: string) => boolean,
): string {
  if (typeof value !== 'string' || !test(value)) throw new WorldError(path, expected);
  return value;
}

export function readAccountId(value: unknown, path: string): string {
  return readText(value, path, 'an account id: a string of twelve digits', (text) => /^\d{12}$/.test(text));
}

export function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
