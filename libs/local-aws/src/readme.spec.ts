import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FAULT_FIELDS } from './faults/fault-fields.js';

/** The code without its layout, so that a block may stand deeper in a test than in the README. */
function flat(code: string): string {
  return code.replaceAll(/,(?=\s*[)\]}])/g, '').replaceAll(/\s+/g, '');
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const blocks = [...read('../README.md').matchAll(/```ts\n([^]*?)```/g)].map((match) => match[1] ?? '');

describe('the README', () => {
  it('has code', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(4);
  });

  it('has a row for every kind of fault, with its fields', () => {
    const section = /\n## Faults\n([^]*?)\n## /.exec(read('../README.md'))?.[1] ?? '';
    const rows = [...section.matchAll(/^\| `(?!kind`)([\w-]+)` +\| ([^|]*?) *\|/gm)].map(
      ([, kind = '', cell = '']) => [
        kind,
        [...cell.matchAll(/`(\w+)(\??)`/g)].map(([, name, mark]) => [name, mark === '?']),
      ],
    );
    const kinds = Object.entries(FAULT_FIELDS).map(([kind, fields]) => [
      kind,
      Object.entries(fields).map(([name, { holds }]) => [name, holds(undefined)]),
    ]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(kinds));
  });

  it.each(blocks)('shows only code that a spec runs: %s', (block) => {
    expect(flat(read('./example.spec.ts'))).toContain(flat(block));
  });
});
