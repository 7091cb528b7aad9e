import type { Account } from '../accounts/account.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { AccountFilter } from '../accounts/account-filter.js';
import type { AccountTarget } from '../target/account-target.js';
import type { SweepProgress } from './tally.js';

/** An account to sweep: its id, what a directory knows of it, or an account target, which may name a role and session fields. */
export type SweepableAccount = string | Account | AccountTarget;

/** What is worked in: some regions, those that an account has switched on, or whatever a function answers for an account. */
export type SweepRegions =
  readonly string[] | 'enabled' | ((account: Account) => readonly string[] | Promise<readonly string[]>);

/** Limits of a sweep, which the module's option `sweep` may set for all. */
export interface SweepLimits {
  /** How many targets are worked at once. Default 50. */
  concurrency?: number | undefined;
  /** How many of them in one account. Default 4. */
  perAccountConcurrency?: number | undefined;
  /** How long the function may take for a target, in milliseconds; `Infinity` for no limit. Assuming the role does not count. Default 300000. */
  timeoutMs?: number | undefined;
  /** How long a target may take to end once its signal is aborted, before it is left to itself. At most 900. Default 500. */
  graceMs?: number | undefined;
  /** How often a target that failed is tried again, after at most 2 s, doubling to 30 s. Default 0. */
  retries?: number | undefined;
  /**
   * Ends the sweep when the roles of so many accounts were denied, and that of no other could be assumed: it is the hub role then which
   * may not assume any. `Infinity` for never. Default 10.
   */
  giveUpAfterDenied?: number | undefined;
}

export interface SweepOptions extends SweepLimits {
  /** Default: the module's directory. Read as the sweep goes on, never as a whole. */
  accounts?: AccountDirectory | Iterable<SweepableAccount> | AsyncIterable<SweepableAccount> | undefined;
  /** Which of them. */
  filter?: AccountFilter | undefined;
  /** Default: each account once, in its own or the module's default region. A target that has a region is worked in that one alone. */
  regions?: SweepRegions | undefined;
  /**
   * `spread` works in as many accounts as there are slots, a region at a time, so that none is asked much at once; `account` is through
   * with an account before it begins the next one, as far as `perAccountConcurrency` allows. Default `spread`.
   */
  order?: 'spread' | 'account' | undefined;
  /** Ends the sweep: what is at work sees its own signal aborted, nothing is started any more, and the results end with its reason. */
  signal?: AbortSignal | undefined;
  /** Ends the sweep with the error of the first target that failed. Default false. */
  failFast?: boolean | undefined;
  /** Only assumes the roles: what would be worked in is `skipped`, with `dry-run` as its reason. Default false. */
  dryRun?: boolean | undefined;
  /** Whether the hub's own account is worked in, if it is among the accounts. Default false. */
  includeHubAccount?: boolean | undefined;
  /** In whose name: then the whole option `access` decides about each target, `authorize` included, as about a request's. */
  principal?: unknown;
  /** Called after results, every 100 ms at most, and at the end. What it throws ends the sweep. */
  onProgress?: ((progress: SweepProgress) => void) | undefined;
}

/** What the function of a sweep is given besides its target. */
export interface SweepCall {
  /** Aborted when the time is up or the sweep ends. Clients that follow the context heed it without being told. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
}
