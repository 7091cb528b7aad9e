/** Failures in a row after which an endpoint is left alone. */
const FAILURES_TO_OPEN = 2;
const PROBE_INTERVAL_MS = 5_000;
/** How long an endpoint that was down must be well before it is preferred again. */
const HEALING_MS = 60_000;

/**
 * How well one STS endpoint does. After two failures in a row it is open: one call in five seconds may try it, and the first that
 * gets any answer closes it. Then it has to be well for a minute, which a failure starts anew. All times are those of the monotonic clock, in milliseconds.
 */
export class Breaker {
  #failures = 0;
  #open = false;
  #nextProbeAt = 0;
  #wellSince = Number.NEGATIVE_INFINITY;

  get open(): boolean {
    return this.#open;
  }

  /** When a call may be made at the earliest. */
  get nextCallAt(): number {
    return this.#open ? this.#nextProbeAt : Number.NEGATIVE_INFINITY;
  }

  /** Takes the one call that may be made in five seconds, if nobody else has. */
  probe(now: number): boolean {
    if (now < this.#nextProbeAt) return false;
    this.#nextProbeAt = now + PROBE_INTERVAL_MS;
    return true;
  }

  /** Whether it was never down, or has been well for a minute. */
  isSteady(now: number): boolean {
    return !this.#open && now - this.#wellSince >= HEALING_MS;
  }

  /** @returns whether this ended an outage */
  succeeded(now: number): boolean {
    this.#failures = 0;
    if (!this.#open) return false;
    this.#open = false;
    this.#wellSince = now;
    this.#nextProbeAt = now + PROBE_INTERVAL_MS;
    return true;
  }

  /** @returns whether this began an outage */
  failed(now: number): boolean {
    this.#failures += 1;
    if (!this.isSteady(now)) this.#wellSince = now;
    if (this.#open || this.#failures < FAILURES_TO_OPEN) return false;
    this.#open = true;
    this.#nextProbeAt = now + PROBE_INTERVAL_MS;
    return true;
  }
}
