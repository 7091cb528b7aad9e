import { FactoryClosedError } from '../../errors/client.errors.js';
import { StsBusyError } from '../../errors/credential.errors.js';
import type { Clock } from '../clock.js';
import { TokenBucket } from './token-bucket.js';

/** `renewal`: of a session that is in use, or of a call that goes on. `first-use`: of a session that nobody holds yet. */
export type Urgency = 'renewal' | 'first-use';

export interface PaceSettings {
  readonly callsPerSecond: number;
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
const SLOWEST = 1 / 64;
const SLOW_DOWN_INTERVAL_MS = 1_000;
const SPEED_UP_INTERVAL_MS = 5_000;

/**
 * How fast this process calls STS: a rate for all calls together, and a queue for those that are too many.
 *
 * Renewals go first. When STS throttles, the pace halves, at most once a second and down to a 64th; it doubles again after each
 * five seconds without.
 */
export class Pace {
  readonly #all: TokenBucket;
  readonly #firstUses: TokenBucket;
  readonly #queues: Record<Urgency, Waiter[]> = { renewal: [], 'first-use': [] };
  #factor = 1;
  #changedAt = Number.NEGATIVE_INFINITY;
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
    if (this.waiting >= queueSize) throw new StsBusyError(`${queueSize} calls wait already`);
    return new Promise((go, giveUp) => {
      this.#queues[urgency].push({ until: this.clock.monotonic() + queueLimitMs, go, giveUp });
      this.#serve();
    });
  }

  /** STS has throttled a call. */
  slowDown(): void {
    const now = this.clock.monotonic();
    if (now - this.#changedAt < SLOW_DOWN_INTERVAL_MS) return;
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
    this.#sendAway(now);
    while (this.#serveOne(now));
    this.#stopTimer?.();
    this.#stopTimer =
      this.waiting === 0 ? undefined : this.clock.after(this.#pause(now), () => this.#serve());
  }

  #serveOne(now: number): boolean {
    if (this.#all.wait(now) > 0) return false;
    const renewal = this.#queues.renewal.shift();
    if (!renewal && this.#firstUses.wait(now) > 0) return false;
    const waiter = renewal ?? this.#queues['first-use'].shift();
    if (!waiter) return false;
    this.#all.take();
    if (!renewal) this.#firstUses.take();
    waiter.go();
    return true;
  }

  /** Until the next call may be made, or the next waiter has waited for too long. */
  #pause(now: number): number {
    const call = Math.max(
      this.#all.wait(now),
      this.#queues.renewal.length > 0 ? 0 : this.#firstUses.wait(now),
    );
    const ends = Object.values(this.#queues).flatMap(([first]) => (first ? [first.until - now] : []));
    return Math.max(1, Math.min(call, ...ends));
  }

  #sendAway(now: number): void {
    for (const queue of Object.values(this.#queues)) {
      while (queue[0] !== undefined && queue[0].until <= now) {
        const { queueLimitMs } = this.settings;
        queue.shift()?.giveUp(new StsBusyError(`a call waited for ${queueLimitMs / 1_000} s`));
      }
    }
  }

  #speedUp(now: number): void {
    while (this.#factor < 1 && now - this.#changedAt >= SPEED_UP_INTERVAL_MS) {
      this.#setFactor(Math.min(1, this.#factor * 2), this.#changedAt + SPEED_UP_INTERVAL_MS);
    }
  }

  #setFactor(factor: number, now: number): void {
    this.#factor = factor;
    this.#changedAt = now;
    const rate = this.settings.callsPerSecond * factor;
    this.#all.setRate(rate, this.clock.monotonic());
    this.#firstUses.setRate(rate * FIRST_USE_SHARE, this.clock.monotonic());
  }
}
