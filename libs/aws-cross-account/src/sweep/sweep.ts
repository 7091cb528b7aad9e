import { InvalidSweepError } from '../errors/sweep.errors.js';
import type { SweepResult } from './sweep-result.js';
import type { SweepRun } from './sweep-run.js';
import type { SweepSummary, Tally } from './tally.js';

/** The results of a sweep, in the order in which targets finish. They can be read once. */
export class Sweep<T> implements AsyncIterable<SweepResult<T>, undefined> {
  readonly #begin: () => SweepRun<T>;
  readonly #tally: Tally;
  #isRead = false;

  /** @internal */
  constructor(begin: () => SweepRun<T>, tally: Tally) {
    this.#begin = begin;
    this.#tally = tally;
  }

  /**
   * Begins the sweep. It goes on as fast as its results are read: a few of them wait, and then its workers do.
   *
   * @throws InvalidSweepError when they were read before; SweepCancelledError when the application has shut down
   */
  [Symbol.asyncIterator](): AsyncIterator<SweepResult<T>, undefined> {
    if (this.#isRead)
      throw new InvalidSweepError(
        'results',
        'they can be read once. Run another sweep, or keep what collect() answers.',
      );
    this.#isRead = true;
    const run = this.#begin();
    return {
      next: () => run.next(),
      return: async () => {
        await run.leave();
        return { done: true, value: undefined };
      },
    };
  }

  /** All results, for sweeps that are small enough to be held in memory. Rejects with what ends the sweep. */
  async collect(): Promise<SweepResult<T>[]> {
    const results: SweepResult<T>[] = [];
    for await (const result of this) results.push(result);
    return results;
  }

  /** What has come of it, at any time: while it runs, too, and after an error. */
  summary(): SweepSummary {
    return this.#tally.summary();
  }
}
