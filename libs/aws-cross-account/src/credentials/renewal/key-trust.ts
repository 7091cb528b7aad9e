/** How soon a second key in a row is replaced that a service calls expired: not every request may cost a call of STS. */
const EXPIRED_KEY_INTERVAL_MS = 5_000;
/** After a service did not know a key, how long until that is a ground for a new one again. */
const UNKNOWN_KEY_INTERVAL_MS = 300_000;
/** How long a refused key is not taken again from whoever answers it once more: it may have been the service that was wrong. */
const REFUSED_KEY_MS = 30_000;

/**
 * What comes of a key that a service did not take. `replaced`: it is not used any more, because of this; `replaced-before`: it was
 * not used any more already; `kept`: there is no ground to replace it.
 */
export type Rejection = 'replaced' | 'replaced-before' | 'kept';

/**
 * What services have said of the keys of one session. A key that has expired is never used again. One that a service does not know
 * is doubted: it is used on until there is another, since it may be the service that is wrong. All times are those of the
 * monotonic clock, in milliseconds.
 */
export class KeyTrust {
  #refused: { readonly accessKeyId: string; readonly at: number } | undefined;
  #doubted = false;
  #expiredKeyAt = Number.NEGATIVE_INFINITY;
  #unknownKeyAt = Number.NEGATIVE_INFINITY;

  /** Whether the last key was refused, and there is no other yet. */
  get refused(): boolean {
    return this.#refused !== undefined;
  }

  /** Whether the key should be replaced by another, if one can be had. */
  get doubted(): boolean {
    return this.#doubted;
  }

  /** @returns from when on it may be replaced: at once, but for the second in a row */
  refuse(accessKeyId: string, now: number): number {
    const replaceableAt = this.#expiredKeyAt + EXPIRED_KEY_INTERVAL_MS;
    this.#expiredKeyAt = now;
    this.#refused = { accessKeyId, at: now };
    this.#doubted = false;
    return replaceableAt;
  }

  doubt(now: number): Rejection {
    if (this.#doubted) return 'replaced-before';
    if (now - this.#unknownKeyAt < UNKNOWN_KEY_INTERVAL_MS) return 'kept';
    this.#unknownKeyAt = now;
    this.#doubted = true;
    return 'replaced';
  }

  /** Whether a key is the one that was just refused: providers have caches of their own. */
  isRefused(accessKeyId: string, now: number): boolean {
    return this.#refused?.accessKeyId === accessKeyId && now - this.#refused.at < REFUSED_KEY_MS;
  }

  /** There is another key. */
  renew(): void {
    this.#refused = undefined;
    this.#doubted = false;
  }

  /** Another key could not be had. */
  giveUpDoubt(): void {
    this.#doubted = false;
  }
}
