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
  /** Whether it was held before, as far as that is known. */
  readonly worked: boolean;
}

/** Which denials are told of: all, or those without what anybody may have named, and that never worked. */
export type DenialsTold = 'all' | 'ours';

interface Denial extends DeniedSession {
  readonly error: CrossAccountError;
  readonly stranger: boolean;
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

  /** A session that was denied, for as long as the next denial would be remembered longer for it. */
  sessionOf(key: string): Pick<DeniedSession, 'id' | 'worked'> | undefined {
    return this.#denials.peek(key);
  }

  /**
   * @param stranger whether it says nothing of this application
   * @returns for how many milliseconds
   */
  remember(key: string, session: DeniedSession, error: CrossAccountError, stranger = false): number {
    const before = this.#denials.peek(key);
    const rememberedForMs = before ? Math.min(LONGEST_MS, before.rememberedForMs * 2) : FIRST_MS;
    const until = this.clock.monotonic() + rememberedForMs;
    const times = (before?.times ?? 0) + 1;
    this.#denials.set(key, {
      ...session,
      error,
      stranger,
      rememberedForMs,
      until,
      at: this.clock.now(),
      times,
    });
    return rememberedForMs;
  }

  /** Every session that was refused when it was asked for last, with its key. */
  *statuses(
    { now, wall }: Moment,
    told: DenialsTold = 'all',
  ): Generator<[string, RoleSessionStatus], undefined> {
    for (const [key, { id, name, error, stranger, until, at, times }] of this.#denials.entries()) {
      if (stranger && told === 'ours') continue;
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
