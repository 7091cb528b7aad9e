import { SweepCancelledError, TargetTimeoutError } from '../errors/sweep.errors.js';
import { type LimitedWork, StoppedWork } from './limited-work.js';
import type { SweepPlace } from './sweep-result.js';

/** What is at work in a sweep, and whether it goes on. */
export class RunState {
  readonly #controller = new AbortController();
  readonly #works = new Set<LimitedWork>();

  /** @param timeoutMs what works may take */
  constructor(private readonly timeoutMs: number) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Does some work, which is stopped when the sweep is. */
  async during<T>(work: LimitedWork, does: () => Promise<T>): Promise<T> {
    this.#works.add(work);
    try {
      return await does();
    } finally {
      this.#works.delete(work);
    }
  }

  stop(reason: SweepCancelledError): void {
    this.#controller.abort(reason);
    for (const work of this.#works) work.stop('cancelled', reason);
  }

  /** What an error means for a target, if it is one of having been stopped. */
  explained(error: unknown, { accountId, region }: SweepPlace): unknown {
    const place = { accountId, region };
    if (error instanceof StoppedWork) {
      const { why, settled } = error;
      return why === 'timeout'
        ? new TargetTimeoutError(this.timeoutMs, settled, place)
        : new SweepCancelledError('this target was at work.', { place, settled });
    }
    if (!this.isOver || error !== this.signal.reason) return error;
    return new SweepCancelledError('this target was about to be worked.', { place });
  }
}
