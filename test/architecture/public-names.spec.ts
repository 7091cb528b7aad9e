import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { publicNames } from './public-names.js';
import { ROOT } from './source-files.js';

describe.each([
  ['nestjs-aws-cross-account', 'libs/aws-cross-account'],
  ['local-aws-accounts', 'libs/local-aws'],
])('the public names of %s', (name, folder) => {
  const listed = readFileSync(join(ROOT, folder, 'public-names.txt'), 'utf8')
    .trim()
    .split('\n');

  it('are those of the committed list: a change to them is a decision, and shows in the diff', () => {
    expect(publicNames(`${folder}/dist/index.d.ts`)).toEqual(listed);
  });

  it('exist at run time as the typings say', async () => {
    const values = listed.filter((line) => !line.startsWith('type ')).map((line) => line.split(' ')[1] ?? '');
    const module = (await import(name)) as object;
    expect(Object.keys(module).toSorted()).toEqual(values.toSorted());
  });
});
