import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chartOf } from './chart.js';
import { asMarkdown } from './markdown.js';
import type { Result, Results } from './results.js';

const DOCUMENT = 'docs/performance.md';
const CHART = 'docs/performance.svg';
const INTRODUCTION = 'bench/remarks/introduction.md';

/** Writes what users read of the results. */
export function writeDocument(results: Results): void {
  writeFileSync(DOCUMENT, documentOf(results));
  writeFileSync(CHART, chartOf(results));
}

/** The tables of all results, each with the remarks that somebody wrote on it. */
export function documentOf(results: Results): string {
  const sections = Object.entries(results).map(
    ([name, result]) =>
      `${asMarkdown(result.report)}\n${remarksOn(name)}${sourceOf(result)}, by \`npm run bench ${name}\`.\n`,
  );
  return [readFileSync(INTRODUCTION, 'utf8'), ...sections].join('\n');
}

function remarksOn(name: string): string {
  const file = `bench/remarks/${name}.md`;
  return existsSync(file) ? `${readFileSync(file, 'utf8')}\n` : '';
}

function sourceOf({ date, machine }: Result): string {
  const { cpu, cores, memoryGiB, node, versions } = machine;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${date} on ${cores} cores of an ${cpu} with ${memoryGiB} GiB, Node ${node}, ${packages.join(', ')}`;
}
