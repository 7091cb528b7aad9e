import { FactoryClosedError } from '../../errors/client.errors.js';
import { StsBusyError } from '../../errors/credential.errors.js';
import type { Clock } from '../clock.js';
import { TokenBucket } from './token-bucket.js';

/** `renewal`: of a session that is in use, or of a call that goes on. `first-use`: of a session that nobody holds yet. */
export type Urgency = 'renewal' | 'first-use';

export interface PaceSettings {
  readonly callsPerSecond: number;
  /** Of each urgency: sessions in use find a place however many new ones wait. */
  readonly queueSize: number;
  readonly queueLimitMs: number;
}

interface Waiter {
  readonly until: number;
  go(): void;
  giveUp(error: Error): void;
}

/** First uses leave half of the pace to the sessions that are in use. */
const FIRST_USE_SHARE = 0.5;
/** After so many renewals in a row a first use has its turn, or renewals without end would shut all new sessions out. */
const RENEWALS_IN_A_ROW = 7;
const SLOWEST = 1 / 64;
const SLOW_DOWN_INTERVAL_MS = 1_000;
const SPEED_UP_INTERVAL_MS = 5_000;

/**
 * How fast this process calls STS: a rate for all calls together, and a queue for those that are too many.
 *
 * Renewals go first, but for one turn in eight. When STS throttles, the pace halves, at most once a second and down to a 64th; it
 * doubles again after each five seconds without.
 */
export class Pace {
  readonly #all: TokenBucket;
  readonly #firstUses: TokenBucket;
  readonly #queues: Record<Urgency, Waiter[]> = { renewal: [], 'first-use': [] };
  #renewalsInARow = 0;
  #factor = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;
  /** The last throttle, or what came of five seconds without. */
  #calmSince = Number.NEGATIVE_INFINITY;
  #stopTimer: (() => void) | undefined;
  #closed = false;

  constructor(
    private readonly settings: PaceSettings,
    private readonly clock: Clock,
  ) {
    const now = clock.monotonic();
    this.#all = new TokenBucket(settings.callsPerSecond, now);
    this.#firstUses = new TokenBucket(settings.callsPerSecond * FIRST_USE_SHARE, now);
  }

  /** How many calls wait now. */
  get waiting(): number {
    return this.#queues.renewal.length + this.#queues['first-use'].length;
  }

  /**
   * Resolves when one call may be made.
   *
   * @throws StsBusyError when too many wait, or after the longest wait; FactoryClosedError
   */
  async acquire(urgency: Urgency): Promise<void> {
    if (this.#closed) throw new FactoryClosedError();
    const { queueSize, queueLimitMs } = this.settings;
    if (this.#queues[urgency].length >= queueSize) throw new StsBusyError(`${queueSize} calls wait already`);
    return new Promise((go, giveUp) => {
      this.#queues[urgency].push({ until: this.clock.monotonic() + queueLimitMs, go, giveUp });
      this.#serve();
    });
  }

  /** STS has throttled a call. */
  slowDown(): void {
    const now = this.clock.monotonic();
    this.#speedUp(now);
    this.#calmSince = now;
    if (now - this.#slowedAt < SLOW_DOWN_INTERVAL_MS) return;
    this.#slowedAt = now;
    this.#setFactor(Math.max(SLOWEST, this.#factor / 2), now);
  }

  /** Sends away who waits, and whoever comes. */
  close(): void {
    this.#closed = true;
    this.#stopTimer?.();
    for (const queue of Object.values(this.#queues)) {
      for (const waiter of queue.splice(0)) waiter.giveUp(new FactoryClosedError());
    }
  }

  #serve(): void {
    const now = this.clock.monotonic();
    this.#speedUp(now);
    while (this.#serveOne(now));
    this.#sendAway(now);
    this.#stopTimer?.();
    this.#stopTimer =
      this.waiting === 0 ? undefined : this.clock.after(this.#pause(now), () => this.#serve());
  }

  #serveOne(now: number): boolean {
    const urgency = this.#next(now);
    if (urgency === undefined) return false;
    this.#all.take();
    if (urgency === 'first-use') this.#firstUses.take();
    this.#renewalsInARow = urgency === 'renewal' ? this.#renewalsInARow + 1 : 0;
    this.#queues[urgency].shift()?.go();
    return true;
  }

  /** Whose turn it is; undefined while nobody may call. */
  #next(now: number): Urgency | undefined {
    if (this.#all.wait(now) > 0) return undefined;
    const renewals = this.#queues.renewal.length > 0;
    if (renewals && this.#renewalsInARow < RENEWALS_IN_A_ROW) return 'renewal';
    if (this.#queues['first-use'].length > 0 && this.#firstUses.wait(now) === 0) return 'first-use';
    return renewals ? 'renewal' : undefined;
  }

  /** Until the next call may be made, the next waiter has waited for too long, or the pace changes. */
  #pause(now: number): number {
    const call = Math.max(
      this.#all.wait(now),
      this.#queues.renewal.length > 0 ? 0 : this.#firstUses.wait(now),
    );
    const ends = Object.values(this.#queues).flatMap(([first]) => (first ? [first.until - now] : []));
    const faster = this.#factor < 1 ? [this.#calmSince + SPEED_UP_INTERVAL_MS - now] : [];
    return Math.max(1, Math.min(call, ...ends, ...faster));
  }

  #sendAway(now: number): void {
    const { queueLimitMs } = this.settings;
    for (const queue of Object.values(this.#queues)) {
      while (queue[0] !== undefined && queue[0].until <= now) {
        queue.shift()?.giveUp(new StsBusyError(`a call waited for ${queueLimitMs / 1_000} s`));
      }
    }
  }

  #speedUp(now: number): void {
    while (this.#factor < 1 && now - this.#calmSince >= SPEED_UP_INTERVAL_MS) {
      this.#calmSince += SPEED_UP_INTERVAL_MS;
      this.#setFactor(Math.min(1, this.#factor * 2), this.#calmSince);
    }
  }

  /** @param at since when it holds; the time before counted at the old pace */
  #setFactor(factor: number, at: number): void {
    this.#factor = factor;
    const rate = this.settings.callsPerSecond * factor;
    this.#all.setRate(rate, at);
    this.#firstUses.setRate(rate * FIRST_USE_SHARE, at);
  }
}
