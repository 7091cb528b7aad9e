import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';

const REMEMBERED_MS = 900_000;
const MAX = 20_000;

/**
 * Where an account's good keys are not known, because it has not switched the region on: there a new key would not help. It is
 * remembered for a quarter of an hour.
 */
export class RegionsOff {
  readonly #until = new LRUCache<string, { readonly accountId: string; readonly time: number }>({ max: MAX });

  constructor(private readonly clock: Clock) {}

  has(accountId: string, region: string): boolean {
    const off = this.#until.get(keyOf(accountId, region));
    return off !== undefined && this.clock.monotonic() < off.time;
  }

  add(accountId: string, region: string): void {
    const time = this.clock.monotonic() + REMEMBERED_MS;
    this.#until.set(keyOf(accountId, region), { accountId, time });
  }

  forgetAccount(accountId: string): void {
    for (const [key, off] of this.#until.entries()) {
      if (off.accountId === accountId) this.#until.delete(key);
    }
  }
}

/** An account id is 12 digits, so nothing can be taken for something else. */
function keyOf(accountId: string, region: string): string {
  return `${accountId}/${region}`;
}
