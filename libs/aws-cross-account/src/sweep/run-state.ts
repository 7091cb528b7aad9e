import { setMaxListeners } from 'node:events';
import { SweepCancelledError, TargetTimeoutError } from '../errors/sweep.errors.js';
import { type LimitedWork, StoppedWork } from './limited-work.js';
import type { SweepPlace } from './sweep-result.js';

/** What is at work in a sweep, and whether it goes on. */
export class RunState {
  readonly #controller = new AbortController();
  /** What is at work now. */
  readonly works = new Set<LimitedWork>();

  /** @param timeoutMs what works may take */
  constructor(private readonly timeoutMs: number) {
    // As many wait for it as there are workers; Node takes more than ten for a mistake.
    setMaxListeners(0, this.signal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  stop(reason: SweepCancelledError): void {
    this.#controller.abort(reason);
    for (const work of this.works) work.stop('cancelled', reason);
  }

  /**
   * What an error means for a target, if it is one of having been stopped.
   *
   * @throws the reason why the sweep was stopped, for targets that were not at work yet: these have no result
   */
  explained(error: unknown, { accountId, region }: SweepPlace): unknown {
    if (this.isOver && error === this.signal.reason) throw error;
    if (!(error instanceof StoppedWork)) return error;
    const { why, settled } = error;
    const place = { accountId, region };
    return why === 'timeout'
      ? new TargetTimeoutError(this.timeoutMs, settled, place)
      : new SweepCancelledError('this target was at work.', { place, settled });
  }
}
