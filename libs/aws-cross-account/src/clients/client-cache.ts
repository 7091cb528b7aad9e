import { LRUCache } from 'lru-cache';

/** What a client works in. Compared by identity: equal places are one object. */
export interface ClientKey {
  readonly accountId: string | undefined;
  readonly sessionKey: string;
}

const MAX_PLACES_PER_CLASS = 2_000;
const NO_CONFIG = '';

/**
 * Clients by class, target (region and role session) and configuration. For each class the 2,000 most recently used targets
 * are kept. What falls out is dropped, never destroyed: whoever holds the client still works with it.
 */
export class ClientCache {
  readonly #byClass = new Map<object, LRUCache<ClientKey, Map<string, object>>>();
  #created = 0;
  #reused = 0;

  find(ClientClass: object, place: ClientKey, configKey = NO_CONFIG): object | undefined {
    const known = this.#byClass.get(ClientClass)?.get(place)?.get(configKey);
    if (known) this.#reused += 1;
    return known;
  }

  add(ClientClass: object, place: ClientKey, configKey = NO_CONFIG, client: object): void {
    const places = this.#placesOf(ClientClass);
    const byConfig = places.get(place) ?? new Map<string, object>();
    places.set(place, byConfig.set(configKey, client));
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
    for (const places of this.#byClass.values()) {
      for (const byConfig of places.values()) cached += byConfig.size;
    }
    return { cached, created: this.#created, reused: this.#reused };
  }

  #placesOf(ClientClass: object): LRUCache<ClientKey, Map<string, object>> {
    const known = this.#byClass.get(ClientClass);
    if (known) return known;
    const places = new LRUCache<ClientKey, Map<string, object>>({ max: MAX_PLACES_PER_CLASS });
    this.#byClass.set(ClientClass, places);
    return places;
  }

  #drop(isGone: (place: ClientKey) => boolean): void {
    for (const places of this.#byClass.values()) {
      for (const place of places.keys()) if (isGone(place)) places.delete(place);
    }
  }
}
