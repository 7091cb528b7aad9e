import { parseJson } from '../data/parse-json.js';

/** A part of a list, and the token for the next one. */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly nextToken?: string;
}

export interface PageInput {
  /** The most entries that the request allows. */
  readonly limit: number;
  readonly token: string | undefined;
  /** What the list is of: a token is good for its own list only. */
  readonly list: string;
}

interface Place {
  readonly page: number;
  /** The key of the last entry that was told; empty before the first. */
  readonly after: string;
}

/** How lists are cut into pages. */
export class Pages {
  /** `sizes`: the size of each page in turn, over and over; without them a page holds what the request allows. */
  constructor(private readonly sizes: readonly number[]) {}

  /** One page of entries that are sorted by key. Undefined for a token that is none of this list. */
  take<T>(
    sorted: readonly T[],
    keyOf: (entry: T) => string,
    { limit, token, list }: PageInput,
  ): Page<T> | undefined {
    const place = readToken(token, list);
    if (place === undefined) return undefined;
    const found = sorted.findIndex((entry) => keyOf(entry) > place.after);
    const start = found < 0 ? sorted.length : found;
    const size = this.sizes[place.page % this.sizes.length] ?? limit;
    const entries = sorted.slice(start, start + Math.min(limit, size));
    if (start + entries.length >= sorted.length) return { entries };
    const last = entries.at(-1);
    const after = last === undefined ? place.after : keyOf(last);
    return { entries, nextToken: writeToken(list, { page: place.page + 1, after }) };
  }
}

function writeToken(list: string, { page, after }: Place): string {
  return Buffer.from(JSON.stringify([list, page, after])).toString('base64url');
}

function readToken(token: string | undefined, list: string): Place | undefined {
  if (token === undefined) return { page: 0, after: '' };
  const parts = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  const [of, page, after]: unknown[] = Array.isArray(parts) ? parts : [];
  if (of !== list || typeof page !== 'number' || typeof after !== 'string') return undefined;
  return { page, after };
}
