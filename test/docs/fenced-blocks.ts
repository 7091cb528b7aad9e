import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-files.js';

export interface FencedBlock {
  readonly language: string;
  /** What a comment right above the block calls it. */
  readonly name: string | undefined;
  readonly text: string;
}

const BLOCK = /(?:<!-- (?<name>[^\n]*?) -->\n+)?```(?<language>\w+)\n(?<text>[\s\S]*?)```/g;

/** The fenced blocks of a Markdown file of the workspace, in order. */
export function fencedBlocks(file: string): FencedBlock[] {
  return [...readDocument(file).matchAll(BLOCK)].map(({ groups = {} }) => ({
    language: groups.language ?? '',
    name: groups.name,
    text: groups.text ?? '',
  }));
}

/** The cells of every table row whose first cell is code: `| \`name\` | ... |`, without the ticks. */
export function codeRows(file: string): string[][] {
  return readDocument(file)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')),
    );
}

/** The text of a file of the workspace. */
export function readDocument(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
