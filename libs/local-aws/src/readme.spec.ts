import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

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

  it.each(blocks)('shows only code that a spec runs: %s', (block) => {
    expect(flat(read('./example.spec.ts'))).toContain(flat(block));
  });
});
