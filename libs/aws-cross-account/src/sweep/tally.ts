import type { Clock } from '../credentials/clock.js';
import type { SkipReason, SweepResult } from './sweep-result.js';

interface Counts {
  /** Results so far. */
  readonly done: number;
  readonly ok: number;
  readonly failed: number;
  readonly skipped: number;
  /** Results that there will be. Undefined until that is known: for directories that do not count, when the last account was read. */
  readonly total: number | undefined;
}

/** How far a sweep is. */
export interface SweepProgress extends Counts {
  /** Since its start. */
  readonly resultsPerSecond: number;
  /** By that rate. Undefined while the total is. */
  readonly expectedEnd: Date | undefined;
}

export interface SweepFailureGroup {
  readonly code: string;
  readonly count: number;
  /** Each once. */
  readonly accounts: readonly string[];
  /** The first one's message. */
  readonly example: string;
}

export interface SweepSkipGroup {
  readonly reason: SkipReason;
  readonly count: number;
  readonly accounts: readonly string[];
}

/** What has come of a sweep. */
export interface SweepSummary extends Counts {
  /** `ended` before it was through: by its signal, its reader, failFast, the application or an error. */
  readonly outcome: 'not-started' | 'running' | 'done' | 'ended';
  readonly durationMs: number;
  /** By error code, the most frequent first. */
  readonly failures: readonly SweepFailureGroup[];
  readonly skips: readonly SweepSkipGroup[];
}

interface Group {
  count: number;
  readonly accounts: Set<string>;
  readonly example: string;
}

/** Counts the results of a sweep. What it keeps grows with the accounts that failed, not with the targets. */
export class Tally {
  readonly #counts = { ok: 0, failed: 0, skipped: 0 };
  readonly #failures = new Map<string, Group>();
  readonly #skips = new Map<SkipReason, Group>();
  #began: number | undefined;
  #ended: number | undefined;
  #outcome: SweepSummary['outcome'] = 'not-started';
  /** Results of the accounts that have been read. */
  #planned = 0;
  /** Results of those that have not, where it is known. */
  #ahead: number | undefined;
  #resultsPerAccount = 0;

  constructor(private readonly clock: Clock) {}

  begin(): void {
    this.#began = this.clock.monotonic();
    this.#outcome = 'running';
  }

  /** @param accounts how many there are, where that is known; @param each how many results each has, unless it is left out */
  expect(accounts: number | undefined, each: number | undefined): void {
    if (accounts === undefined || each === undefined) return;
    this.#ahead = accounts * each;
    this.#resultsPerAccount = each;
  }

  opened(results: number): void {
    this.#planned += results;
    if (this.#ahead !== undefined) this.#ahead = Math.max(0, this.#ahead - this.#resultsPerAccount);
  }

  /** All accounts have been read. */
  exhausted(): void {
    this.#ahead = 0;
  }

  add(result: SweepResult<unknown>): void {
    this.#counts[result.status] += 1;
    const { accountId } = result.target;
    if (result.status === 'failed') note(this.#failures, result.code, accountId, result.error.message);
    if (result.status === 'skipped') note(this.#skips, result.reason, accountId, '');
  }

  end(outcome: 'done' | 'ended'): void {
    this.#ended = this.clock.monotonic();
    this.#outcome = outcome;
  }

  progress(): SweepProgress {
    const counts = this.#all();
    const { done, total } = counts;
    const seconds = this.#durationMs / 1_000;
    const resultsPerSecond = seconds > 0 ? done / seconds : 0;
    const remainingMs = total === undefined ? undefined : ((total - done) / resultsPerSecond) * 1_000;
    const isKnown = remainingMs !== undefined && Number.isFinite(remainingMs);
    return {
      ...counts,
      resultsPerSecond,
      expectedEnd: isKnown ? new Date(this.clock.now() + remainingMs) : undefined,
    };
  }

  summary(): SweepSummary {
    return {
      ...this.#all(),
      outcome: this.#outcome,
      durationMs: this.#durationMs,
      failures: groups(this.#failures).map(([code, group]) => ({
        code,
        count: group.count,
        accounts: [...group.accounts],
        example: group.example,
      })),
      skips: groups(this.#skips).map(([reason, { count, accounts }]) => ({
        reason,
        count,
        accounts: [...accounts],
      })),
    };
  }

  #all(): Counts {
    const { ok, failed, skipped } = this.#counts;
    const total = this.#ahead === undefined ? undefined : this.#planned + this.#ahead;
    return { done: ok + failed + skipped, ok, failed, skipped, total };
  }

  get #durationMs(): number {
    if (this.#began === undefined) return 0;
    return (this.#ended ?? this.clock.monotonic()) - this.#began;
  }
}

function note<K>(map: Map<K, Group>, key: K, accountId: string, example: string): void {
  const group = map.get(key) ?? { count: 0, accounts: new Set(), example };
  group.count += 1;
  group.accounts.add(accountId);
  map.set(key, group);
}

function groups<K>(map: Map<K, Group>): [K, Group][] {
  return [...map].toSorted(([, one], [, other]) => other.count - one.count);
}
