import type { LRUCache } from 'lru-cache';
import type { CrossAccountError } from '../../errors/cross-account.error.js';
import type { Clock } from '../clock.js';
import { leastRecentlyUsed } from '../../target/least-recently-used.js';
import { knownError } from '../diagnostics/known-error.js';
import type { Moment, RoleSessionName, RoleSessionStatus } from '../diagnostics/role-session-status.js';

const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;

/** The session that a denial is about. */
export interface DeniedSession {
  readonly id: number;
  readonly name: RoleSessionName;
}

interface Denial extends DeniedSession {
  readonly error: CrossAccountError;
  readonly rememberedForMs: number;
  readonly until: number;
  /** By the wall clock. */
  readonly at: number;
  readonly times: number;
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

  /** The number of a session that was denied, for as long as the next denial would be remembered longer for it. */
  idOf(key: string): number | undefined {
    return this.#denials.peek(key)?.id;
  }

  /** @returns for how many milliseconds */
  remember(key: string, { id, name }: DeniedSession, error: CrossAccountError): number {
    const before = this.#denials.peek(key);
    const rememberedForMs = before ? Math.min(LONGEST_MS, before.rememberedForMs * 2) : FIRST_MS;
    const until = this.clock.monotonic() + rememberedForMs;
    const times = (before?.times ?? 0) + 1;
    this.#denials.set(key, { id, name, error, rememberedForMs, until, at: this.clock.now(), times });
    return rememberedForMs;
  }

  /** Every session that was refused when it was asked for last, with its key. */
  *statuses({ now, wall }: Moment): Generator<[string, RoleSessionStatus], undefined> {
    for (const [key, { id, name, error, until, at, times }] of this.#denials.entries()) {
      const status: RoleSessionStatus = {
        id,
        ...name,
        state: 'denied',
        ageMs: undefined,
        expiresAt: undefined,
        nextRefreshAt: new Date(wall + until - now),
        lastError: { ...knownError(error), at: new Date(at) },
        failures: times,
      };
      yield [key, status];
    }
  }

  forget(key: string): void {
    this.#denials.delete(key);
  }

  forgetAccount(accountId: string): void {
    for (const [key, denial] of this.#denials.entries()) {
      if (denial.name.accountId === accountId) this.#denials.delete(key);
    }
  }
}
