import { decodePercent } from './percent.js';

/** Decoded names and values, in the order of arrival. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** A query string. A plus sign is itself, as in SigV4. Undefined when an escape is broken. */
export function parseQuery(raw: string): Pairs | undefined {
  return parse(raw, decodePercent);
}

/** An `application/x-www-form-urlencoded` body, where a plus sign is a space. Undefined when an escape is broken. */
export function parseForm(raw: string): Pairs | undefined {
  return parse(raw, (text) => decodePercent(text.replaceAll('+', ' ')));
}

function parse(raw: string, decode: (text: string) => string | undefined): Pairs | undefined {
  const pairs: [string, string][] = [];
  if (raw === '') return pairs;
  for (const part of raw.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = decode(equals < 0 ? '' : part.slice(equals + 1));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}
