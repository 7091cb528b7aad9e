/** As many calls as it holds at once, and then as many a second as its rate. */
export class TokenBucket {
  #tokens: number;
  #filledAt: number;

  /**
   * @param now in milliseconds of the monotonic clock, as all times here
   * @param secondsHeld how many seconds' worth it holds; one call at least
   */
  constructor(
    private perSecond: number,
    now: number,
    private readonly secondsHeld = 1,
  ) {
    this.#tokens = this.#most;
    this.#filledAt = now;
  }

  /** Changes the rate from now on. What it holds beyond the new rate is lost. */
  setRate(perSecond: number, now: number): void {
    this.#fill(now);
    this.perSecond = perSecond;
    this.#tokens = Math.min(this.#tokens, this.#most);
  }

  /** Milliseconds until a call may be made; 0 for now. */
  wait(now: number): number {
    this.#fill(now);
    return this.#tokens >= 1 ? 0 : ((1 - this.#tokens) * 1_000) / this.perSecond;
  }

  /** Takes one call. To be called when `wait` is 0. */
  take(): void {
    this.#tokens -= 1;
  }

  #fill(now: number): void {
    const gained = ((now - this.#filledAt) / 1_000) * this.perSecond;
    this.#tokens = Math.min(this.#most, this.#tokens + gained);
    this.#filledAt = now;
  }

  get #most(): number {
    return Math.max(1, this.perSecond * this.secondsHeld);
  }
}
