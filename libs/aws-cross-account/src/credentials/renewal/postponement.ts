import type { Clock } from '../clock.js';
import { backoff } from './backoff.js';

/** How long at most a session waits whose credentials have expired or were refused: somebody suffers from it. */
const LONGEST_IN_NEED_MS = 5_000;

/** From when on a renewal may be tried again. After a failure: after a while that grows, or when an outage of STS has ended. */
export class Postponement {
  #failures = 0;
  #until = Number.NEGATIVE_INFINITY;
  /** Undefined while the end of an outage makes no difference. */
  #recoveriesSeen: number | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly recoveries: () => number,
  ) {}

  /** In a row. */
  get failures(): number {
    return this.#failures;
  }

  /** When it is over at the latest, on the monotonic clock. */
  get latest(): number {
    return this.#until;
  }

  get over(): boolean {
    if (this.clock.monotonic() >= this.#until) return true;
    return this.#recoveriesSeen !== undefined && this.recoveries() !== this.#recoveriesSeen;
  }

  afterFailure(inNeed: boolean): void {
    this.#failures += 1;
    const longest = inNeed ? LONGEST_IN_NEED_MS : undefined;
    this.#until = this.clock.monotonic() + backoff(this.#failures, this.clock.random(), longest);
    this.#recoveriesSeen = this.recoveries();
  }

  /** Not before that time, whatever happens. */
  until(time: number): void {
    this.#until = time;
    this.#recoveriesSeen = undefined;
  }

  clear(): void {
    this.#failures = 0;
    this.#until = Number.NEGATIVE_INFINITY;
  }
}
