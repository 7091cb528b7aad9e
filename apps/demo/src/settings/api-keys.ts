import { createHash } from 'node:crypto';
import { DemoSettingsError } from './demo-settings.error.js';

const SHORTEST_KEY = 16;

/** The name of each caller, by the digest of the key. Keys themselves are not kept. */
export type ApiKeys = ReadonlyMap<string, string>;

/** Looking up a digest tells nothing about the key through the time it takes. */
export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}

/** Reads `<key>=<name>,<key>=<name>`. */
export function readApiKeys(text: string | undefined): ApiKeys {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  return new Map(pairs.map((pair, index) => readPair(pair.trim(), index + 1)));
}

function readPair(pair: string, position: number): [digest: string, principal: string] {
  const separator = pair.lastIndexOf('=');
  const key = pair.slice(0, Math.max(0, separator));
  const principal = pair.slice(separator + 1);
  if (key.length >= SHORTEST_KEY && principal !== '') return [digestOf(key), principal];
  throw new DemoSettingsError(
    'DEMO_API_KEYS',
    `expected <key>=<name> with a key of ${SHORTEST_KEY} characters or more, got something else at position ${position}.`,
  );
}
