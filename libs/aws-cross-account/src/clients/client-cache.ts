import type { LRUCache } from 'lru-cache';
import { CACHE_DEFAULTS } from '../credentials/cache/cache-settings.js';
import { leastRecentlyUsed } from '../target/least-recently-used.js';

/** What a client works in. Compared by identity: equal places are one object. */
export interface ClientPlaceKey {
  readonly accountId: string | undefined;
  readonly sessionKey: string;
  readonly region: string;
}

interface Entry {
  readonly place: ClientPlaceKey;
  readonly client: object;
}

/**
 * Clients by class, place (region and role session) and configuration. For each class the most recently used are kept.
 * What falls out is dropped, never destroyed: whoever holds the client still works with it.
 */
export class ClientCache {
  /** Clients of no configuration of their own, which nearly all are, are found by their place without building a key. */
  readonly #byClass = new Map<object, LRUCache<ClientPlaceKey | string, Entry>>();
  #created = 0;
  #reused = 0;

  /** @param maxPerClass see the option `cache.clients` */
  constructor(private readonly maxPerClass: number = CACHE_DEFAULTS.clients) {}

  find(ClientClass: object, place: ClientPlaceKey, configKey?: string): object | undefined {
    const entry = this.#byClass.get(ClientClass)?.get(cacheKey(place, configKey));
    if (entry) this.#reused += 1;
    return entry?.client;
  }

  add(ClientClass: object, place: ClientPlaceKey, configKey: string | undefined, client: object): void {
    this.#entriesOf(ClientClass).set(cacheKey(place, configKey), { place, client });
    this.#created += 1;
  }

  /** Drops the clients of one role session, in all regions. */
  forget(sessionKey: string): void {
    this.#drop((place) => place.sessionKey === sessionKey);
  }

  /** Drops the clients of every role session in an account. */
  forgetAccount(accountId: string): void {
    this.#drop((place) => place.accountId === accountId);
  }

  stats(): { cached: number; created: number; reused: number } {
    let cached = 0;
    for (const entries of this.#byClass.values()) cached += entries.size;
    return { cached, created: this.#created, reused: this.#reused };
  }

  #entriesOf(ClientClass: object): LRUCache<ClientPlaceKey | string, Entry> {
    const known = this.#byClass.get(ClientClass);
    if (known) return known;
    const entries = leastRecentlyUsed<ClientPlaceKey | string, Entry>(this.maxPerClass);
    this.#byClass.set(ClientClass, entries);
    return entries;
  }

  #drop(isGone: (place: ClientPlaceKey) => boolean): void {
    for (const entries of this.#byClass.values()) {
      for (const [key, { place }] of entries.entries()) if (isGone(place)) entries.delete(key);
    }
  }
}

function cacheKey(place: ClientPlaceKey, configKey: string | undefined): ClientPlaceKey | string {
  return configKey === undefined ? place : JSON.stringify([place.sessionKey, place.region, configKey]);
}
