import type { Row } from './report.js';
import type { Result, Results } from './results.js';

const WIDTH = 760;
const LABELS = 330;
const BAR = 16;
const LINE = 22;
const HEAD = 34;

/** A bar for each contender of each workload; those of one workload are to scale. */
export function chartOf(results: Results): string {
  let top = 8;
  const blocks = Object.values(results).map((result) => {
    const block = blockOf(result, top);
    top += HEAD + result.report.rows.length * LINE + 10;
    return block;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" role="img" aria-label="Benchmarks">`,
    '<style>',
    'text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.bar{fill:#8c959f}.ours{fill:#0969da}',
    '@media (prefers-color-scheme:dark){text{fill:#e6edf3}.bar{fill:#6e7681}.ours{fill:#4493f8}}',
    '</style>',
    ...blocks,
    '</svg>',
    '',
  ].join('\n');
}

function blockOf({ report }: Result, top: number): string {
  const { title, unit, rows } = report;
  const most = Math.max(...rows.map(({ value }) => value.median));
  const head = `<text class="title" x="8" y="${top + 18}">${escaped(`${title} (${unit})`)}</text>`;
  return [head, ...rows.map((row, index) => barOf(row, most, top + HEAD + index * LINE))].join('\n');
}

function barOf({ name, value, isOurs = false }: Row, most: number, top: number): string {
  const length = Math.max(1, Math.round(((WIDTH - LABELS - 90) * value.median) / most));
  const amount = value.median.toLocaleString('en', { maximumSignificantDigits: 3 });
  return [
    `<text x="${LABELS - 8}" y="${top + 13}" text-anchor="end">${escaped(name)}</text>`,
    `<rect class="${isOurs ? 'bar ours' : 'bar'}" x="${LABELS}" y="${top}" width="${length}" height="${BAR}" rx="2"/>`,
    `<text x="${LABELS + length + 6}" y="${top + 13}">${amount}</text>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
