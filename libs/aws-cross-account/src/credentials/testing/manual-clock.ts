import type { Clock } from '../clock.js';

interface Timer {
  at: number;
  readonly every: number | undefined;
  readonly callback: () => void;
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #monotonic = 1_000_000;
  #wall: number;
  readonly #timers = new Set<Timer>();

  constructor(
    startAt = Date.UTC(2026, 0, 1),
    private readonly dice: () => number = () => 0.5,
  ) {
    this.#wall = startAt;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  random(): number {
    return this.dice();
  }

  after(ms: number, callback: () => void): () => void {
    return this.#add({ at: this.#monotonic + ms, every: undefined, callback });
  }

  every(ms: number, callback: () => void): () => void {
    return this.#add({ at: this.#monotonic + ms, every: ms, callback });
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Time passes at once, as for a process that is busy: timers that fell due have not come yet. */
  advance(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }

  /** The clock on the wall is set, or the machine has slept: the monotonic clock stood still. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Time passes, and every timer comes when it is due, with all that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await settled();
    for (;;) {
      const next = this.#next(end);
      if (!next) break;
      this.advance(Math.max(0, next.at - this.#monotonic));
      if (next.every === undefined) this.#timers.delete(next);
      else next.at += next.every;
      next.callback();
      await settled();
    }
    this.advance(end - this.#monotonic);
  }

  /** Lets every repeating timer come so many times, on time or late by some milliseconds. */
  tick(times: number, lateBy = 0): void {
    for (let time = 0; time < times; time += 1) {
      for (const { every, callback } of this.#timers) {
        if (every === undefined) continue;
        this.advance(every + lateBy);
        callback();
      }
    }
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  }
}

/** Lets everything that follows from what happened happen. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
