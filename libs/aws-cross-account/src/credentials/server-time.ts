import type { Clock } from './clock.js';

/** A second of difference is the precision of the header, and the way to here. */
const NOISE_MS = 2_000;

/** What time it is for AWS, learnt from the `Date` of STS's answers. Until one has come, this machine's clock is believed. */
export class ServerTime {
  #offsetMs = 0;
  #known = false;

  constructor(private readonly clock: Clock) {}

  /** Whether STS has told the time. */
  get known(): boolean {
    return this.#known;
  }

  /** By how much AWS's clock is ahead of this machine's, in milliseconds; 0 when they agree within two seconds. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): number {
    return this.clock.now() + this.#offsetMs;
  }

  /** @param date the value of a `Date` header; anything else is passed over */
  learn(date: unknown): void {
    const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(time)) return;
    const offset = time - this.clock.now();
    this.#offsetMs = Math.abs(offset) <= NOISE_MS ? 0 : offset;
    this.#known = true;
  }
}
