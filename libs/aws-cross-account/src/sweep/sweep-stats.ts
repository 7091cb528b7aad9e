import type { SweepProgress } from './tally.js';

/** Counts of all sweeps of an application. */
export interface SweepStats {
  /** Sweeps that go on now. */
  readonly running: number;
  /** Results since the start of the application. */
  readonly ok: number;
  readonly failed: number;
  readonly skipped: number;
  /** Results that the running sweeps still owe, as far as that is known. */
  readonly remaining: number;
}

type Results = Pick<SweepStats, 'ok' | 'failed' | 'skipped'>;

/** Counts the sweeps that go on, and the results of those that ended. */
export class SweepCounts {
  readonly #running = new Set<() => SweepProgress>();
  #ended: Results = { ok: 0, failed: 0, skipped: 0 };

  /** @returns to be called once, when it has ended */
  begun(progress: () => SweepProgress): () => void {
    this.#running.add(progress);
    return () => {
      this.#running.delete(progress);
      this.#ended = sum(this.#ended, progress());
    };
  }

  get stats(): SweepStats {
    const going = Array.from(this.#running, (progress) => progress());
    return {
      running: going.length,
      ...going.reduce(sum, this.#ended),
      remaining: going.reduce((left, { total, done }) => left + Math.max(0, (total ?? done) - done), 0),
    };
  }
}

function sum(one: Results, other: Results): Results {
  return {
    ok: one.ok + other.ok,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}
