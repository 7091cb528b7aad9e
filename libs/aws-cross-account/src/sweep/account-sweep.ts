import { AsyncResource } from 'node:async_hooks';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import type { AccountContext } from '../context/account-context.js';
import type { Clock } from '../credentials/clock.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidSweepError, SweepCancelledError } from '../errors/sweep.errors.js';
import { AccountOpener, type EnabledRegions } from './account-opener.js';
import { type SweepSettings, sweepSettings } from './check-sweep-options.js';
import { HubVerdict } from './hub-verdict.js';
import { countAccounts, listedAccounts } from './listed-accounts.js';
import { RunState } from './run-state.js';
import { Sweep } from './sweep.js';
import type { SweepLimits, SweepOptions } from './sweep-options.js';
import { SweepRun } from './sweep-run.js';
import { SweepCounts, type SweepStats } from './sweep-stats.js';
import type { SweepTelemetry } from './sweep-telemetry.js';
import { Tally } from './tally.js';
import { type SweepFunction, TargetRunner } from './target-runner.js';

/** @internal */
export interface AccountSweepParts {
  readonly factory: CrossAccountClientFactory;
  readonly context: AccountContext;
  readonly directory: AccountDirectory;
  readonly enabledRegions: EnabledRegions;
  readonly clock: Clock;
  readonly defaults: SweepLimits;
  readonly telemetry?: SweepTelemetry | undefined;
}

/** Runs one function over accounts and regions. One for the application, whose shutdown ends the sweeps that are under way. */
export class AccountSweep {
  readonly #parts: AccountSweepParts;
  readonly #running = new Set<SweepRun<unknown>>();
  readonly #counts = new SweepCounts();
  #isClosed = false;

  /** @internal */
  constructor(parts: AccountSweepParts) {
    this.#parts = parts;
  }

  /**
   * A sweep, which begins when its results are read: `for await (const result of sweep.run(...))`. Whoever leaves that loop ends it.
   *
   * The function runs in the account context of its target, so that clients which follow the context work in it, and heed its signal. What
   * fails there is a result like any other. The results end with an error, and nothing more is begun, when the hub role cannot be used, when
   * the accounts cannot be read, when the signal is aborted, with `failFast`, and when the application shuts down.
   *
   * @throws InvalidSweepError, InvalidAccountError for a wrong filter
   */
  run<T>(options: SweepOptions, fn: SweepFunction<T>): Sweep<T> {
    const { factory, clock, defaults } = this.#parts;
    const settings = sweepSettings(options, defaults, (value): value is string => factory.isRegion(value));
    if (typeof fn !== 'function')
      throw new InvalidSweepError('fn', `expected a function of the target, got ${describeValue(fn)}.`);
    const tally = new Tally(clock);
    const caller = new AsyncResource('AccountSweep');
    const begin = (): SweepRun<T> => caller.runInAsyncScope(() => this.#begin(options, settings, tally, fn));
    return new Sweep(begin, tally);
  }

  /** How many sweeps go on, and what has come of all of them. */
  stats(): SweepStats {
    return this.#counts.stats;
  }

  /** @internal Ends all sweeps, and waits until nothing of them is at work that heeds its signal. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(Array.from(this.#running, (run) => run.cancel(shutDown())));
  }

  #begin<T>(
    { accounts = this.#parts.directory, filter }: SweepOptions,
    settings: SweepSettings,
    tally: Tally,
    fn: SweepFunction<T>,
  ): SweepRun<T> {
    if (this.#isClosed) throw shutDown();
    const { factory } = this.#parts;
    const verdict = new HubVerdict(settings.giveUpAfterDenied);
    const state = new RunState(settings.timeoutMs);
    const parts = { ...this.#parts, settings, tally, verdict, state };
    const run: SweepRun<T> = new SweepRun({
      ...parts,
      source: () => listedAccounts(accounts, filter, settings.isWanted),
      countAccounts: () => countAccounts(accounts, filter),
      hubAccountId: () => factory.hubAccountId(),
      openerFor: (hubAccountId) => new AccountOpener(parts, hubAccountId),
      runner: new TargetRunner(parts, fn),
      over: () => {
        this.#running.delete(run as SweepRun<unknown>);
        ended();
      },
    });
    const ended = this.#counts.begun(() => tally.progress());
    this.#running.add(run as SweepRun<unknown>);
    run.start();
    return run;
  }
}

function shutDown(): SweepCancelledError {
  return new SweepCancelledError('the application shuts down.');
}
