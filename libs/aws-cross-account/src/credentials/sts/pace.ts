import { FactoryClosedError } from '../../errors/client.errors.js';
import { StsBusyError } from '../../errors/credential.errors.js';
import type { Clock } from '../clock.js';
import { TokenBucket } from './token-bucket.js';

/**
 * `retry`: of a call that had its turn. `renewal`: of a session that is in use. `first-use`: of one that nobody holds yet. `patient`: of
 * such a one for a job that can wait.
 */
export type Urgency = 'retry' | 'renewal' | 'first-use' | 'patient';

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

/** First uses leave half of the pace to the sessions that are in use. Jobs leave nothing, since all others go before them. */
const FIRST_USE_SHARE = 0.5;
/** Of all calls; and then STS's own limit, which is 600 a second by default, is not passed in the second after an idle one either. */
const SECONDS_HELD = 2 / 3;
/** After so many renewals in a row a first use has its turn, or renewals without end would shut all new sessions out. */
const RENEWALS_IN_A_ROW = 7;
const SLOWEST = 1 / 64;
const SLOW_DOWN_INTERVAL_MS = 1_000;
const SPEED_UP_INTERVAL_MS = 5_000;

/**
 * How fast this process calls STS: a rate for all calls together, and a queue for those that are too many.
 *
 * Calls that go on and renewals go first, but for one turn in eight; jobs go last. When STS throttles, the pace halves, at most once a second and down to a 64th; it
 * doubles again after each five seconds without.
 */
export class Pace {
  readonly #all: TokenBucket;
  readonly #firstUses: TokenBucket;
  readonly #queues: Record<Urgency, Waiter[]> = { retry: [], renewal: [], 'first-use': [], patient: [] };
  readonly #pauses = new Set<() => void>();
  #renewalsInARow = 0;
  #lastFirst: Urgency = 'patient';
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
    this.#all = new TokenBucket(settings.callsPerSecond, now, SECONDS_HELD);
    this.#firstUses = new TokenBucket(settings.callsPerSecond * FIRST_USE_SHARE, now);
  }

  /** How many calls a second it allows now: fewer while STS throttles. */
  get callsPerSecond(): number {
    this.#speedUp(this.clock.monotonic());
    return this.settings.callsPerSecond * this.#factor;
  }

  /** Whether that is less than the settings say. */
  get slowed(): boolean {
    return this.callsPerSecond < this.settings.callsPerSecond;
  }

  /** How many calls wait now. */
  get waiting(): number {
    return Object.values(this.#queues).reduce((sum, queue) => sum + queue.length, 0);
  }

  /**
   * Resolves when one call may be made.
   *
   * @param limitMs how long it may wait
   * @param hurry makes a first use of a patient one, once it is aborted
   * @throws StsBusyError when too many wait, or after the longest wait; FactoryClosedError
   */
  async acquire(urgency: Urgency, limitMs = this.settings.queueLimitMs, hurry?: AbortSignal): Promise<void> {
    if (this.#closed) throw new FactoryClosedError();
    const { queueSize } = this.settings;
    if (this.#queues[urgency].length >= queueSize) throw new StsBusyError(`${queueSize} calls wait already`);
    return new Promise((go, giveUp) => {
      const waiter = { until: this.clock.monotonic() + limitMs, go, giveUp };
      join(this.#queues[urgency], waiter);
      hurry?.addEventListener('abort', () => this.#raise(waiter));
      this.#serve();
    });
  }

  /**
   * Waits between two attempts of one call.
   *
   * @throws FactoryClosedError, as soon as it is closed
   */
  async pause(ms: number): Promise<void> {
    if (this.#closed) throw new FactoryClosedError();
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        this.#pauses.delete(cut);
        resolve();
      };
      const stop = this.clock.after(ms, end);
      const cut = (): void => {
        stop();
        reject(new FactoryClosedError());
      };
      this.#pauses.add(cut);
    });
  }

  /** STS has throttled a call. @returns whether it is slower now */
  slowDown(): boolean {
    const now = this.clock.monotonic();
    this.#speedUp(now);
    this.#calmSince = now;
    if (now - this.#slowedAt < SLOW_DOWN_INTERVAL_MS) return false;
    this.#slowedAt = now;
    this.#setFactor(Math.max(SLOWEST, this.#factor / 2), now);
    return true;
  }

  /** Sends away who waits, and whoever comes. */
  close(): void {
    this.#closed = true;
    this.#stopTimer?.();
    for (const cut of this.#pauses) cut();
    for (const queue of Object.values(this.#queues)) {
      for (const waiter of queue.splice(0)) waiter.giveUp(new FactoryClosedError());
    }
  }

  #raise(waiter: Waiter): void {
    const { patient } = this.#queues;
    const place = patient.indexOf(waiter);
    if (place === -1) return;
    patient.splice(place, 1);
    join(this.#queues['first-use'], waiter);
    this.#serve();
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
    this.#renewalsInARow = isFirst(urgency) ? 0 : this.#renewalsInARow + 1;
    if (isFirst(urgency)) this.#lastFirst = urgency;
    this.#queues[urgency].shift()?.go();
    return true;
  }

  /** Whose turn it is; undefined while nobody may call. */
  #next(now: number): Urgency | undefined {
    if (this.#all.wait(now) > 0) return undefined;
    const urgent = this.#urgent();
    if (urgent && this.#renewalsInARow < RENEWALS_IN_A_ROW) return urgent;
    const isJobsTurn = this.#queues.patient.length > 0;
    const isFirstsTurn = this.#queues['first-use'].length > 0 && this.#firstUses.wait(now) === 0;
    // Of the turns that renewals leave, every other one is for jobs; of a pace that has room, what is left.
    const isShared = urgent !== undefined && isJobsTurn && this.#lastFirst === 'first-use';
    if (isFirstsTurn && !isShared) return 'first-use';
    return isJobsTurn ? 'patient' : urgent;
  }

  #urgent(): Urgency | undefined {
    if (this.#queues.retry.length > 0) return 'retry';
    return this.#queues.renewal.length > 0 ? 'renewal' : undefined;
  }

  /** Until the next call may be made, the next waiter has waited for too long, or the pace changes. */
  #pause(now: number): number {
    const onlyFirstUses = !this.#urgent() && this.#queues.patient.length === 0;
    const call = Math.max(this.#all.wait(now), onlyFirstUses ? this.#firstUses.wait(now) : 0);
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

function isFirst(urgency: Urgency): boolean {
  return urgency === 'first-use' || urgency === 'patient';
}

/** The one who has to leave first stands first; those who come with the usual limit stand as they came. */
function join(queue: Waiter[], waiter: Waiter): void {
  queue.splice(queue.findLastIndex(({ until }) => until <= waiter.until) + 1, 0, waiter);
}
