import type { Spread } from './statistics.js';

/** A line of a workload's table. */
export interface Row {
  readonly name: string;
  readonly value: Spread;
  /** Over the contender that the table is about; undefined where that makes no sense. */
  readonly ratio: Spread | undefined;
  /** Whether it is what the report is about. */
  readonly isOurs?: boolean;
  readonly notes?: Readonly<Record<string, string | number>>;
}

/** Something that was aimed at, and what came of it. */
export interface Aim {
  readonly text: string;
  readonly got: string;
  readonly met: boolean;
}

export interface Report {
  readonly title: string;
  /** Of the values. */
  readonly unit: string;
  readonly ratioTo: string;
  readonly rows: readonly Row[];
  /** What was aimed at: ratios, which one machine meets and another does not. */
  readonly aims: readonly Aim[];
  /** What has to be so on any machine: counts. */
  readonly checks: readonly Aim[];
  /** What one has to know to read the table. */
  readonly about: string;
}

/** `short` only tries that a workload works and keeps its counts; its figures mean nothing. */
export type Size = 'full' | 'short';

/** One thing that the library exists for, measured against what somebody would do instead. */
export interface Workload {
  /** As it is called on the command line. */
  readonly name: string;
  run(size: Size): Promise<Report>;
}

/** An aim for the median of a ratio. */
export function atMost(text: string, { median }: Spread, limit: number): Aim {
  return { text, got: formatNumber(median), met: median <= limit };
}

export function atLeast(text: string, { median }: Spread, limit: number): Aim {
  return { text, got: formatNumber(median), met: median >= limit };
}

/** A count that is the same in every round. */
export function always(text: string, counts: readonly number[], expected: number): Aim {
  const got = [...new Set(counts)];
  return { text, got: got.join(', '), met: got.length === 1 && got[0] === expected };
}

/** With the digits that mean something. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

export function formatSpread({ median, low, high }: Spread): string {
  return `${formatNumber(median)} (${formatNumber(low)}-${formatNumber(high)})`;
}
