import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { publicNames } from './public-names.js';
import { ROOT } from './source-files.js';

const LIBRARY = 'libs/aws-cross-account';

describe.each([
  ['nestjs-aws-cross-account', LIBRARY, 'dist/index.d.ts', 'public-names.txt'],
  [
    'nestjs-aws-cross-account/opentelemetry',
    LIBRARY,
    'dist/opentelemetry.d.ts',
    'public-names-opentelemetry.txt',
  ],
  ['nestjs-aws-cross-account/terminus', LIBRARY, 'dist/terminus.d.ts', 'public-names-terminus.txt'],
  ['local-aws-accounts', 'libs/local-aws', 'dist/index.d.ts', 'public-names.txt'],
])('the public names of %s', (name, folder, typings, file) => {
  const list = join(ROOT, folder, file);

  /** A change to the list is a decision: `UPDATE_PUBLIC_NAMES=1 npm test` writes it, and it shows in the diff. */
  it('are those of the committed list', () => {
    const names = publicNames(`${folder}/${typings}`);
    if (process.env.UPDATE_PUBLIC_NAMES === '1') writeFileSync(list, `${names.join('\n')}\n`);
    expect(names).toEqual(linesOf(list));
  });

  it('exist at run time as the typings say', async () => {
    const values = linesOf(list).filter((line) => !line.startsWith('type '));
    const module = (await import(name)) as object;
    const names = values.map((line) => line.split(' ')[1] ?? '');
    expect(Object.keys(module).toSorted()).toEqual(names.toSorted());
  });
});

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}
