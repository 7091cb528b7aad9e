import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../architecture/source-files.js';
import { fencedBlocks } from './fenced-blocks.js';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('CONTRIBUTING.md', () => {
  it('shows only commands that the checks of this project run', () => {
    const commands = fencedBlocks('CONTRIBUTING.md').flatMap(({ text }) => text.trim().split('\n'));
    const checks = `${read('.ci/run')}\n${read('test/docs/try-readme.mjs')}`
      .replaceAll(/suite (test[:\w]*)/g, 'npm run $1')
      .replace('npm run test\n', 'npm test\n')
      .replace("spawn('npm', ['start']", 'npm start');
    expect(commands.length).toBeGreaterThan(8);
    expect(commands.filter((command) => !checks.includes(command))).toEqual([]);
  });

  it.each(['CONTRIBUTING.md', 'README.md'])('names only scripts that exist: %s', (file) => {
    const named = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('names only files that exist', () => {
    const named = [...read('CONTRIBUTING.md').matchAll(/`((?:test|libs|apps|docs)\/[\w./-]+)`/g)];
    const missing = named
      .map(([, path = '']) => path)
      .filter((path) => !path.includes('NNNN') && !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});
