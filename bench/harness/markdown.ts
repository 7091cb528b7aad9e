import { formatSpread, type Report, type Row } from './report.js';

/** A report as a section of a Markdown document, which is also what the terminal shows. */
export function asMarkdown({ title, unit, ratioTo, rows, aims, checks, about }: Report): string {
  const notes = [...new Set(rows.flatMap((row) => Object.keys(row.notes ?? {})))];
  const head = ['', `${unit}: median (middle half)`, `over ${ratioTo}`, ...notes];
  return [
    `## ${title}`,
    '',
    about,
    '',
    table([head, head.map(() => '---'), ...rows.map((row) => cells(row, notes))]),
    '',
    ...[...checks, ...aims].map(
      ({ text, got, met }) => `- ${met ? 'Met' : '**Not met**'}: ${text}. Got ${got}.`,
    ),
    '',
  ].join('\n');
}

function cells({ name, value, ratio, notes = {} }: Row, columns: readonly string[]): string[] {
  return [
    name,
    formatSpread(value),
    ratio ? formatSpread(ratio) : '',
    ...columns.map((column) => String(notes[column] ?? '')),
  ];
}

/** With columns of even width, as it is formatted in the documents. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => {
      const padded = line.map((cell, column) =>
        cell === '---' ? '-'.repeat(widths[column] ?? 3) : cell.padEnd(widths[column] ?? 0),
      );
      return `| ${padded.join(' | ')} |`;
    })
    .join('\n');
}
