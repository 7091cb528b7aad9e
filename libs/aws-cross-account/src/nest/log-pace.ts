import type { Clock } from '../credentials/clock.js';
import { TokenBucket } from '../credentials/sts/token-bucket.js';

export type LogLevel = 'error' | 'warn' | 'log' | 'debug';

/** How many lines were not printed since this one was printed last, or since any was. */
export interface HeldBack {
  readonly alike: number;
  readonly others: number;
}

const REPEAT_MS = 60_000;
/** Later the count of what was held back is kept for all lines together. */
const FORGET_MS = 2 * REPEAT_MS;
/** Of each kind, so that lines which strangers can bring about hide no others. */
const LINES_PER_SECOND = 5;

/** Which lines are printed: each at most once a minute, and a few different ones of a kind a second. */
export class LogPace {
  /** Those that were printed, the latest last. */
  readonly #printed = new Map<string, { readonly at: number; heldBack: number }>();
  readonly #buckets = new Map<string, TokenBucket>();
  #others = 0;

  constructor(private readonly clock: Clock) {}

  /**
   * @param key equal for equal lines
   * @param kind of which there are few
   * @returns undefined when the line is held back
   */
  admit(key: string, kind: string): HeldBack | undefined {
    const now = this.clock.monotonic();
    const before = this.#printed.get(key);
    const repeated = before !== undefined && now - before.at < REPEAT_MS;
    if (repeated || !this.#take(kind, now)) {
      if (before) before.heldBack += 1;
      else this.#others += 1;
      return undefined;
    }
    this.#printed.delete(key);
    this.#printed.set(key, { at: now, heldBack: 0 });
    this.#forgetOld(now);
    const others = this.#others;
    this.#others = 0;
    return { alike: before?.heldBack ?? 0, others };
  }

  #take(kind: string, now: number): boolean {
    const bucket = this.#buckets.get(kind) ?? new TokenBucket(LINES_PER_SECOND, now);
    this.#buckets.set(kind, bucket);
    if (bucket.wait(now) > 0) return false;
    bucket.take();
    return true;
  }

  #forgetOld(now: number): void {
    for (const [key, { at, heldBack }] of this.#printed) {
      if (now - at < FORGET_MS) return;
      this.#printed.delete(key);
      this.#others += heldBack;
    }
  }
}
