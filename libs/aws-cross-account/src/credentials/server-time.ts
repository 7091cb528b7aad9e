import type { Clock } from './clock.js';

/** A second of difference is the precision of the header, and the way to here. */
const NOISE_MS = 2_000;
/** AWS takes signatures of a clock that is five minutes off at most; one that is this much off will be. */
const WRONG_MS = 30_000;
/** When the wall clock has moved so far against the monotonic one, it was set, or the machine has slept. */
const JUMP_MS = 30_000;

/** What time it is for AWS, learnt from the `Date` of STS's answers. Until one has come, this machine's clock is believed. */
export class ServerTime {
  #offsetMs = 0;
  #known = false;
  /** By how much the wall clock was ahead of the monotonic one then. */
  #drift = 0;

  /** @param wrong called when the clock turns out to be wrong: once for each error of its */
  constructor(
    private readonly clock: Clock,
    private readonly wrong: (offsetMs: number) => void = () => undefined,
  ) {}

  /** Whether STS has told the time, and nobody has set this machine's clock since. */
  get known(): boolean {
    return this.#known && Math.abs(this.#driftNow() - this.#drift) <= JUMP_MS;
  }

  /** By how much AWS's clock is ahead of this machine's, in milliseconds; 0 when they agree within two seconds. */
  get offsetMs(): number {
    return this.known ? this.#offsetMs : 0;
  }

  now(): number {
    return this.clock.now() + this.offsetMs;
  }

  /** @param date the value of a `Date` header; anything else is passed over */
  learn(date: unknown): void {
    const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(time)) return;
    const offset = time - this.clock.now();
    const before = this.#offsetMs;
    this.#offsetMs = Math.abs(offset) <= NOISE_MS ? 0 : offset;
    if (Math.abs(offset) > WRONG_MS && Math.abs(offset - before) > WRONG_MS) this.wrong(offset);
    this.#known = true;
    this.#drift = this.#driftNow();
  }

  #driftNow(): number {
    return this.clock.now() - this.clock.monotonic();
  }
}
