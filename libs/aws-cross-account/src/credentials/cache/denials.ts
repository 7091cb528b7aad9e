import type { LRUCache } from 'lru-cache';
import type { CrossAccountError } from '../../errors/cross-account.error.js';
import type { Clock } from '../clock.js';
import { leastRecentlyUsed } from '../../target/least-recently-used.js';

const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;

interface Denial {
  readonly accountId: string;
  readonly error: CrossAccountError;
  readonly rememberedForMs: number;
  readonly until: number;
}

/**
 * The sessions that STS has refused for good: whoever asks for one hears so at once. Remembered for 30 s, twice as long each time
 * it is refused again, up to 10 minutes.
 */
export class Denials {
  readonly #denials: LRUCache<string, Denial>;

  constructor(
    max: number,
    private readonly clock: Clock,
  ) {
    this.#denials = leastRecentlyUsed(max);
  }

  /** How many sessions would hear of it now. */
  get size(): number {
    const now = this.clock.monotonic();
    return [...this.#denials.values()].filter(({ until }) => now < until).length;
  }

  /** The error that a session was refused with, while that is remembered. */
  of(key: string): CrossAccountError | undefined {
    const denial = this.#denials.get(key);
    return denial && this.clock.monotonic() < denial.until ? denial.error : undefined;
  }

  /** @returns for how many milliseconds */
  remember(key: string, accountId: string, error: CrossAccountError): number {
    const before = this.#denials.peek(key)?.rememberedForMs;
    const rememberedForMs = before === undefined ? FIRST_MS : Math.min(LONGEST_MS, before * 2);
    const until = this.clock.monotonic() + rememberedForMs;
    this.#denials.set(key, { accountId, error, rememberedForMs, until });
    return rememberedForMs;
  }

  forget(key: string): void {
    this.#denials.delete(key);
  }

  forgetAccount(accountId: string): void {
    for (const [key, denial] of this.#denials.entries()) {
      if (denial.accountId === accountId) this.#denials.delete(key);
    }
  }
}
