import { LRUCache } from 'lru-cache';

/**
 * A cache that drops what was not used for the longest time. Its bound is a size of which each entry takes one: a cache with a bound
 * on its count takes its memory, and the time to clear it, at once.
 *
 * @param dispose told of each entry that leaves, and why
 */
export function leastRecentlyUsed<K extends object | string, V extends object | string>(
  max: number,
  dispose?: LRUCache.Disposer<K, V>,
): LRUCache<K, V> {
  return new LRUCache<K, V>({ maxSize: max, sizeCalculation: one, ...(dispose ? { dispose } : {}) });
}

function one(): number {
  return 1;
}
