import type { Spread } from './statistics.js';

/** A line of a workload's table. */
export interface Row {
  readonly name: string;
  readonly value: Spread;
  /** Over the contender that the table is about; undefined where that makes no sense. */
  readonly ratio: Spread | undefined;
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
  readonly aims: readonly Aim[];
  /** What one has to know to read the table. */
  readonly about: string;
}

/** One thing that the library exists for, measured against what somebody would do instead. */
export interface Workload {
  /** As it is called on the command line. */
  readonly name: string;
  run(): Promise<Report>;
}

/** An aim for the median of a ratio. */
export function atMost(text: string, { median }: Spread, limit: number): Aim {
  return { text, got: formatNumber(median), met: median <= limit };
}

export function atLeast(text: string, { median }: Spread, limit: number): Aim {
  return { text, got: formatNumber(median), met: median >= limit };
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
