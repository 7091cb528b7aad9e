import { orAborted } from '../credentials/cache/or-aborted.js';
import type { Clock } from '../credentials/clock.js';
import { SweepCancelledError } from '../errors/sweep.errors.js';
import type { AccountOpener } from './account-opener.js';
import type { SweepSettings } from './check-sweep-options.js';
import type { ListedAccount } from './listed-accounts.js';
import { ResultQueue } from './result-queue.js';
import type { RunState } from './run-state.js';
import { type OpenedAccount, Schedule } from './schedule.js';
import type { SweepResult } from './sweep-result.js';
import type { Tally } from './tally.js';
import type { TargetRunner } from './target-runner.js';

const PROGRESS_EVERY_MS = 100;
/** More than nothing, so that works that are let go of come first. */
const LAST_CALL_MS = 50;

export interface SweepRunParts<T> {
  readonly settings: SweepSettings;
  readonly clock: Clock;
  readonly state: RunState;
  readonly tally: Tally;
  readonly source: () => AsyncIterator<ListedAccount, undefined>;
  readonly countAccounts: () => Promise<number | undefined>;
  readonly hubAccountId: () => Promise<string>;
  readonly openerFor: (hubAccountId: string | undefined) => AccountOpener;
  readonly runner: TargetRunner<T>;
  /** Called once, when nothing is at work any more. */
  readonly over: () => void;
}

/** A sweep that goes on: as many workers as it may have, each of which works one target after the other. */
export class SweepRun<T> {
  readonly #parts: SweepRunParts<T>;
  readonly #queue: ResultQueue<SweepResult<T>>;
  readonly #ended: Promise<void>;
  #markEnded: () => void = () => undefined;
  #schedule: Schedule | undefined;
  #failure: { readonly error: Error } | undefined;
  #isOver = false;
  #cancelTimer: (() => void) | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SweepRunParts<T>) {
    this.#parts = parts;
    this.#queue = new ResultQueue(parts.settings.concurrency);
    this.#ended = new Promise((resolve) => {
      this.#markEnded = resolve;
    });
  }

  start(): void {
    const { settings, tally } = this.#parts;
    const { signal } = settings;
    tally.begin();
    if (signal?.aborted) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort);
    void this.#go()
      .catch((error: unknown) => this.#fail(error))
      .then(() => this.#finish());
  }

  next(): Promise<IteratorResult<SweepResult<T>, undefined>> {
    return this.#queue.next();
  }

  /** Ends the sweep, and resolves when nothing is at work any more that heeds its signal. */
  async cancel(error: SweepCancelledError): Promise<void> {
    this.#stop(error, error);
    await this.#ended;
  }

  /** The same, for a reader who wants no more results. */
  async leave(): Promise<void> {
    this.#queue.discard();
    await this.cancel(new SweepCancelledError('nobody reads its results any more.'));
  }

  async #go(): Promise<void> {
    const { settings, state, source, tally } = this.#parts;
    if (state.isOver) return;
    const { includeHubAccount, concurrency, regions } = settings;
    const hubAccountId = includeHubAccount
      ? undefined
      : await orAborted(this.#parts.hubAccountId(), state.signal);
    const count = await this.#parts.countAccounts();
    const opener = this.#parts.openerFor(hubAccountId);
    tally.expect(count, regions === undefined ? 1 : Array.isArray(regions) ? regions.length : undefined);
    const schedule = new Schedule({
      source: source(),
      open: (listed) => this.#open(opener, listed),
      exhausted: () => tally.exhausted(),
      ...settings,
    });
    this.#schedule = schedule;
    if (state.isOver) return;
    await Promise.all(Array.from({ length: concurrency }, () => this.#work(schedule)));
  }

  async #open(opener: AccountOpener, listed: ListedAccount): Promise<OpenedAccount | undefined> {
    const opened = await opener.open(listed);
    const { tally } = this.#parts;
    if ('regions' in opened) {
      tally.opened(opened.regions.length);
      return opened;
    }
    tally.opened(1);
    await this.#deliver(opened);
    return undefined;
  }

  async #work(schedule: Schedule): Promise<void> {
    try {
      for (let task = await schedule.take(); task; task = await schedule.take()) {
        const result = await this.#parts.runner.run(task);
        schedule.release(task);
        const full = this.#deliver(result);
        if (full) await full;
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #deliver(result: SweepResult<T>): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    this.#parts.tally.add(result);
    const full = this.#queue.push(result);
    this.#tell();
    if (result.status === 'failed' && this.#parts.settings.failFast) this.#fail(result.error);
    return full;
  }

  #tell(isLast = false): void {
    const { clock, settings, tally } = this.#parts;
    if (!settings.onProgress) return;
    const now = clock.monotonic();
    if (!isLast && now - this.#toldAt < PROGRESS_EVERY_MS) return;
    this.#toldAt = now;
    settings.onProgress(tally.progress());
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.#parts.settings.signal?.reason;
    this.#stop(reason as Error, new SweepCancelledError('its signal was aborted.', { cause: reason }));
  };

  /** The sweep ends with an error of its own. */
  #fail(error: unknown): void {
    this.#stop(
      error as Error,
      new SweepCancelledError('it met an error that concerns all targets.', { cause: error }),
    );
  }

  /** @param error what the results end with; @param reason what works are told */
  #stop(error: Error, reason: SweepCancelledError): void {
    if (this.#failure || this.#isOver) return;
    this.#failure = { error };
    const { clock, settings, state } = this.#parts;
    void this.#schedule?.close();
    state.stop(reason);
    // Whoever lists accounts or finds regions may take longer, and is not waited for.
    this.#cancelTimer = clock.after(settings.graceMs + LAST_CALL_MS, () => this.#finish());
  }

  #finish(): void {
    if (this.#isOver) return;
    const { settings, tally, over } = this.#parts;
    tally.end(this.#failure ? 'ended' : 'done');
    const error = this.#failure?.error ?? this.#lastWord();
    this.#isOver = true;
    this.#cancelTimer?.();
    settings.signal?.removeEventListener('abort', this.#onAbort);
    this.#queue.end(error);
    over();
    this.#markEnded();
  }

  /** @returns what the user's own function threw at it */
  #lastWord(): Error | undefined {
    try {
      this.#tell(true);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }
}
