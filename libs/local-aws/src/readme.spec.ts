import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { GENERATE_KEYS } from './generate/read-input.js';
import { OPTION_NAMES } from './options.js';
import { ORGANIZATION_KEYS } from './world/compile-organization.js';
import { WORLD_KEYS } from './world/compile-world.js';
import { ACCOUNT_KEYS } from './world/read-account.js';
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

  it.each([
    ['option', OPTION_NAMES],
    ['field  ', GENERATE_KEYS],
  ])('has a row for every name in its table by %s', (heading, names) => {
    const table =
      new RegExp(`\n\\| ${heading} .*\n\\| -.*\n((?:\\|.*\n)*)`).exec(read('../README.md'))?.[1] ?? '';
    const cells = [...table.matchAll(/^\| (.*?) +\|/gm)].map((match) => match[1] ?? '');
    expect(cells.flatMap((cell) => [...cell.matchAll(/\w+/g)].map(String))).toEqual(names);
  });

  it('has a row for every field of a world, of an organization and of an account', () => {
    const section = /\n## The world\n([^]*?)\n## /.exec(read('../README.md'))?.[1] ?? '';
    for (const name of [...WORLD_KEYS, ...ORGANIZATION_KEYS, ...ACCOUNT_KEYS]) {
      expect(section).toMatch(new RegExp(`\`${name}\``));
    }
  });

  it.each(blocks)('shows only code that a spec runs: %s', (block) => {
    expect(flat(read('./example.spec.ts'))).toContain(flat(block));
  });
});
