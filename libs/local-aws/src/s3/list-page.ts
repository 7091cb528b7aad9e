import { compareUtf8 } from '../data/utf8-order.js';

/** A part of a list of keys. */
export interface Page {
  readonly keys: readonly string[];
  /** What the keys left out have in common, up to the delimiter. */
  readonly commonPrefixes: readonly string[];
  /** The last entry, when there are more. */
  readonly next: string | undefined;
}

export interface PageInput {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly maxKeys: number;
  /** Only entries, keys or common prefixes, that sort behind this one. */
  readonly after: string;
}

/**
 * One page over keys in S3's order. Keys that hold the delimiter behind the prefix count as one entry, cut behind the
 * delimiter.
 */
export function takePage(sorted: readonly string[], { prefix, delimiter, maxKeys, after }: PageInput): Page {
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  if (maxKeys === 0) return { keys, commonPrefixes, next: undefined };
  let last = after;
  for (let i = firstBehind(sorted, after); i < sorted.length; i++) {
    const key = sorted[i] ?? '';
    if (!key.startsWith(prefix)) continue;
    const cut = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut < 0 ? key : key.slice(0, cut + (delimiter?.length ?? 0));
    // Of the keys with a common prefix the first has made the entry, on this page or one before.
    if (entry === last || compareUtf8(entry, last) < 0) continue;
    if (keys.length + commonPrefixes.length === maxKeys) return { keys, commonPrefixes, next: last };
    (cut < 0 ? keys : commonPrefixes).push(entry);
    last = entry;
  }
  return { keys, commonPrefixes, next: undefined };
}

function firstBehind(sorted: readonly string[], after: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareUtf8(sorted[middle] ?? '', after) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
