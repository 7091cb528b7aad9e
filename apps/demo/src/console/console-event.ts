import type { FactoryHealth, FactoryStats } from 'nestjs-aws-cross-account';
import type { EmbeddedState } from '../embedded-aws/embedded-state.js';

/** `own`: the hub's account, which no role is assumed in. `refused`: the option `access` keeps this service out. */
export type Reach = 'reachable' | 'unreachable' | 'unknown' | 'refused' | 'own';

export interface HeldSession {
  readonly state: string;
  readonly obtainedAt: number;
  readonly expiresAt: number;
}

/** What the console shows of an account. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly ou: string;
  readonly state: string;
  readonly reach: Reach;
  /** Of the credentials that are held; milliseconds since the epoch. */
  readonly session?: HeldSession;
  readonly problem?: { readonly code: string; readonly message: string };
  /** How long the last check took. */
  readonly checkMs?: number;
}

/** Rows that are new or have changed, and the ids of those that are gone. The first one holds all. */
export interface AccountsEvent {
  readonly type: 'accounts';
  readonly accounts: readonly AccountRow[];
  readonly removed: readonly string[];
}

export interface StatsEvent extends FactoryStats {
  readonly type: 'stats';
  /** How many calls of STS were made each second lately. */
  readonly stsCallsPerSecond: number;
  readonly hubRole: FactoryHealth['hubRole']['state'];
  readonly stsThrottled: boolean;
}

/** What cannot be shown, and why. */
export interface ProblemEvent {
  readonly type: 'problem';
  readonly code: string;
  readonly message: string;
}

export interface EmbeddedEvent extends EmbeddedState {
  readonly type: 'embedded';
}

/** Sent when nothing else was for some time, so that both sides know that the other is there. */
export interface PingEvent {
  readonly type: 'ping';
}

export type ConsoleEvent = AccountsEvent | StatsEvent | ProblemEvent | EmbeddedEvent | PingEvent;
