import type { Account } from '../accounts/account.js';
import type { CompleteAccountTarget } from '../target/complete-target.js';

/** How far a target came: its regions and whether it may be entered; its role; the function. */
export type SweepPhase = 'discover' | 'assume' | 'work';

/**
 * Why nothing was done: the hub's own account, which no one asked for; an account that is suspended or closed; a rule of the option
 * `access`; or a dry run, in which this is how all goes well.
 */
export type SkipReason = 'hub-account' | 'account-not-active' | 'refused' | 'dry-run';

/** What a sweep's function works in: an account target like any other, and what is known of its account. */
export interface SweepTarget extends CompleteAccountTarget {
  /** Not enumerable, so that the target can be given to whatever takes one. */
  readonly account: Account;
}

/** What a result is about: a target, or, where an account was left out as a whole, the account, with no region. */
export interface SweepPlace {
  readonly accountId: string;
  readonly region: string | undefined;
  readonly account: Account;
}

interface ResultOf<Target> {
  readonly target: Target;
  readonly phase: SweepPhase;
  /** How often it was tried. */
  readonly attempts: number;
  /** From its start to its end, with all attempts and what was waited between them. */
  readonly durationMs: number;
}

export interface SweepSuccess<T> extends ResultOf<SweepTarget> {
  readonly status: 'ok';
  readonly value: T;
}

export interface SweepFailure extends ResultOf<SweepPlace> {
  readonly status: 'failed';
  /** What was thrown; the errors of AWS services as the SDK made them, without what is secret in them. */
  readonly error: Error;
  /** The code of an error of this library or of a service, else the error's name: `ASSUME_ROLE_DENIED`, `NoSuchBucket`, `TypeError`. */
  readonly code: string;
}

export interface SweepSkip extends ResultOf<SweepPlace> {
  readonly status: 'skipped';
  readonly reason: SkipReason;
  /** For `refused`: its field `rule` says which rule it was. */
  readonly error?: Error;
}

/** What became of one target. */
export type SweepResult<T> = SweepSuccess<T> | SweepFailure | SweepSkip;
