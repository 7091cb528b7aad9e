import type { Clock } from '../clock.js';

/** Time that stands still until a test moves it. Sleepers wake at once, and time moves on by what they slept. */
export class ManualClock implements Clock {
  readonly slept: number[] = [];
  readonly #timers = new Set<{ ms: number; tick: () => void }>();

  constructor(
    private time = Date.UTC(2026, 0, 1),
    private readonly dice: () => number = () => 0.5,
  ) {}

  now(): number {
    return this.time;
  }

  random(): number {
    return this.dice();
  }

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
  }

  every(ms: number, tick: () => void): () => void {
    const timer = { ms, tick };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets every repeating timer come so many times, on time or late by some milliseconds. */
  tick(times: number, lateBy = 0): void {
    for (let time = 0; time < times; time += 1) {
      for (const { ms, tick } of this.#timers) {
        this.time += ms + lateBy;
        tick();
      }
    }
  }

  get timers(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
