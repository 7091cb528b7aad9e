import type { Clock } from '../clock.js';

/** Time that stands still until a test moves it. Sleepers wake at once, and time moves on by what they slept. */
export class ManualClock implements Clock {
  readonly slept: number[] = [];

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

  advance(ms: number): void {
    this.time += ms;
  }
}
