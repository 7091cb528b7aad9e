import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT } from '../architecture/source-files.js';

interface Entry {
  readonly types: string;
  readonly default: string;
}

interface Manifest {
  readonly name: string;
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, Entry | string>>;
  readonly typesVersions?: unknown;
}

const TARBALLS = ['nestjs-aws-cross-account-0.1.0.tgz', 'local-aws-accounts-0.1.0.tgz'];
const MAIN: Entry = { types: './dist/index.d.ts', default: './dist/bundle/index.js' };
/** Beside the main one, by what each is imported as, after the name of the package. */
const OTHER_ENTRIES: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'nestjs-aws-cross-account': {
    opentelemetry: {
      types: './dist/opentelemetry.d.ts',
      default: './dist/bundle/opentelemetry.js',
    },
    terminus: { types: './dist/terminus.d.ts', default: './dist/bundle/terminus.js' },
  },
};
const packed = (tarball: string): string => join(ROOT, 'dist/pack', tarball);

it('npm run pack leaves these packages, and nothing else', () => {
  expect(readdirSync(join(ROOT, 'dist/pack')).toSorted()).toEqual(TARBALLS.toSorted());
});

describe.each(TARBALLS)('%s', (tarball) => {
  let folder: string;
  let paths: string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tarball-'));
    execFileSync('tar', ['-xzf', packed(tarball), '-C', folder, '--strip-components=1']);
    paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const manifest = (): Manifest => JSON.parse(read('package.json')) as Manifest;
  const entries = (): Entry[] =>
    Object.values(manifest().exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
  const modules = (): string[] => paths.filter((path) => path.endsWith('.js'));

  it('holds bundled code with its map, types, and the documents; no test and no source', () => {
    const documents = new Set(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
    const isExpected = (path: string): boolean =>
      documents.has(path) || /^dist\/bundle\/[\w-]+\.js(\.map)?$/.test(path) || path.endsWith('.d.ts');
    expect(paths.filter((path) => !isExpected(path))).toEqual([]);
    expect(modules().filter((path) => !paths.includes(`${path}.map`))).toEqual([]);
    expect(paths.filter((path) => /spec|testing|fixture/.test(path))).toEqual([]);
  });

  it('holds nothing that its entry does not reach', () => {
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const [, relative = ''] of read(path).matchAll(/(?:from |import\(|import )['"](\.[^'"]+)['"]/g)) {
        const file = join(dirname(path), relative);
        visit(path.endsWith('.d.ts') ? file.replace(/js$/, 'd.ts') : file);
      }
    };
    for (const { types, default: code } of entries()) [types, code].forEach((path) => visit(join(path)));
    expect(modules().filter((path) => !reached.has(path))).toEqual([]);
    expect([...reached].filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('has source maps that carry the sources', () => {
    for (const path of modules()) {
      const { sources, sourcesContent } = JSON.parse(read(`${path}.map`)) as Record<string, string[]>;
      expect(sourcesContent?.filter((content) => typeof content === 'string')).toHaveLength(
        sources?.length ?? 0,
      );
    }
  });

  it('calls its classes by the names that they are imported by', async () => {
    const names = Object.entries(await import(manifest().name)).filter(
      ([, value]) => typeof value === 'function' && String(value).startsWith('class '),
    );
    expect(names.filter(([key, value]) => (value as { name: string }).name !== key)).toEqual([]);
  });

  it('points to no file that it does not hold', () => {
    const pointedTo = paths
      .filter((path) => /\.(js|d\.ts)$/.test(path))
      .flatMap((path) => {
        const [, map] = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(path)) ?? [];
        return map === undefined ? [] : [join(dirname(path), map)];
      });
    expect(pointedTo.length).toBeGreaterThan(0);
    expect(pointedTo.filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('opens its entries and its package.json, and nothing else', () => {
    const { name, exports, main, types, typesVersions } = manifest();
    const others = Object.entries(OTHER_ENTRIES[name] ?? {});
    expect(exports).toEqual({
      '.': MAIN,
      ...Object.fromEntries(others.map(([other, entry]) => [`./${other}`, entry])),
      './package.json': './package.json',
    });
    expect([main, types]).toEqual([MAIN.default, MAIN.types]);
    // Where TypeScript does not read exports.
    const typings = Object.fromEntries(others.map(([other, entry]) => [other, [entry.types]]));
    expect(typesVersions ?? { '*': {} }).toEqual({ '*': typings });
  });

  it('is clean for publint', () => {
    const { stdout } = check('publint', [packed(tarball), '--strict']);
    expect(stdout).toContain('All good!');
  }, 30_000);

  it('has types that resolve everywhere, as ES modules also for CommonJS', () => {
    const { stdout } = check('@arethetypeswrong/cli', [
      packed(tarball),
      '--ignore-rules',
      'cjs-resolves-to-esm',
    ]);
    expect(stdout).toContain('No problems found');
  }, 30_000);
});

it('the types of the library carry its documentation', () => {
  const types = execFileSync('tar', [
    '-xzOf',
    packed('nestjs-aws-cross-account-0.1.0.tgz'),
    'package/dist/clients/cross-account-client-factory.d.ts',
  ]).toString();
  expect(types).toMatch(/\/\*\*[^/]*Synchronous and without network[^/]*@param ClientClass/);
});

/** Runs a package's command; what it complains about is the message when it fails. */
function check(name: string, args: string[]): { stdout: string } {
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? '');
  return {
    stdout: execFileSync(process.execPath, [join(ROOT, 'node_modules', name, file), ...args]).toString(),
  };
}
