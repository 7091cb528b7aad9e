import type { AccountRow, ConsoleEvent, Reach, StatsEvent } from '../console-event.js';

export type { AccountRow, ConsoleEvent, Reach, StatsEvent };

/** A column of a table: how a row is shown in it, sorted by it, and found by it. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly value: (row: Row) => string | number;
  /** Default: the value as text. */
  readonly cell?: (row: Row) => unknown;
  readonly isNumber?: boolean;
  readonly isUnsorted?: boolean;
  /** Whether the filter looks at it. */
  readonly isSearched?: boolean;
}

export interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}

export interface SweepRow {
  readonly key: string;
  readonly accountId: string;
  readonly name: string;
  readonly region: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly bucket: string;
  readonly bucketRegion: string;
  readonly createdAt: string;
  readonly durationMs: number;
  /** Of what was not listed: why, and what to do. */
  readonly code: string;
  readonly detail: string;
}

export interface FailureGroup {
  readonly code: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** Of the first one. */
  readonly message: string;
}

export interface SweepState {
  readonly phase: 'none' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly done: number;
  readonly total: number | undefined;
  readonly buckets: number;
  readonly rows: readonly SweepRow[];
  readonly failures: readonly FailureGroup[];
  readonly problem: string | undefined;
}

export interface SweepResult {
  readonly type: 'result';
  readonly accountId: string;
  readonly name?: string;
  readonly region?: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly buckets?: readonly { name: string; region: string; createdAt: string }[];
  readonly code?: string;
  readonly message?: string;
  readonly reason?: string;
}

export type SweepMessage =
  | SweepResult
  | { readonly type: 'progress'; readonly done: number; readonly total?: number }
  | {
      readonly type: 'summary';
      readonly done: number;
      readonly total?: number;
      readonly outcome: string;
      readonly problem?: { readonly message: string };
    };

export interface LiveState {
  readonly link: 'connecting' | 'live' | 'lost' | 'key-needed';
  readonly accounts: ReadonlyMap<string, AccountRow>;
  readonly stats: StatsEvent | undefined;
  readonly stsThrottles: boolean | undefined;
  readonly problem: string | undefined;
}
