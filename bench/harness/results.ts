import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { type Machine, thisMachine } from './machine.js';
import type { Report } from './report.js';

const FILE = 'bench/results.json';

/** A report, and where and when it was made. */
export interface Result {
  readonly date: string;
  readonly machine: Machine;
  readonly report: Report;
}

/** The last report of each workload, by its name. */
export type Results = Readonly<Record<string, Result>>;

export function readResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
}

/** @param names in the order that the workloads stand in */
export async function addResult(name: string, report: Report, names: readonly string[]): Promise<Results> {
  const [date = ''] = new Date().toISOString().split('T');
  const all: Results = { ...readResults(), [name]: { date, machine: thisMachine(), report } };
  const sorted = Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  const style = await resolveConfig(FILE);
  writeFileSync(FILE, await format(JSON.stringify(sorted), { ...style, filepath: FILE }));
  return sorted;
}
