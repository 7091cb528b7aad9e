import type { Clock } from '../credentials/clock.js';

/** Why work was stopped. */
export type Stop = 'timeout' | 'cancelled';

/** Work that was stopped, and whether it had ended when it was let go of. */
export class StoppedWork extends Error {
  override readonly name = 'StoppedWork';

  constructor(
    readonly why: Stop,
    readonly settled: boolean,
  ) {
    super(why);
  }
}

/** One call of a user's function, which may be told to stop, and is left to itself if it does not. */
export class LimitedWork {
  readonly #controller = new AbortController();
  #stopped: Stop | undefined;
  #letGo: (() => void) | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Answers what the function answers.
   *
   * @param works what is at work, while this is
   * @throws what it throws; StoppedWork when the time was up, or when it failed after it was told to stop
   */
  do<T>(fn: () => T | Promise<T>, timeoutMs: number, works: Set<LimitedWork>): Promise<T> {
    works.add(this);
    if (timeoutMs !== Number.POSITIVE_INFINITY)
      this.#cancelTimer = this.clock.after(timeoutMs, () =>
        this.stop('timeout', new DOMException('The time for this target is up', 'TimeoutError')),
      );
    const letGo = new Promise<never>((_, reject) => {
      this.#letGo = () => {
        works.delete(this);
        reject(new StoppedWork(this.#stopped ?? 'cancelled', false));
      };
    });
    return Promise.race([this.#settle(fn, works), letGo]);
  }

  async #settle<T>(fn: () => T | Promise<T>, works: Set<LimitedWork>): Promise<T> {
    try {
      const value = await fn();
      if (this.#stopped === 'timeout') throw new StoppedWork('timeout', true);
      return value;
    } catch (error) {
      if (this.#stopped) throw new StoppedWork(this.#stopped, true);
      throw error;
    } finally {
      works.delete(this);
      this.#cancelTimer?.();
    }
  }

  /** @param reason what the signal says */
  stop(why: Stop, reason: unknown): void {
    if (this.#stopped) return;
    this.#stopped = why;
    this.#cancelTimer?.();
    this.#cancelTimer = this.clock.after(this.graceMs, () => this.#letGo?.());
    this.#controller.abort(reason);
  }
}
