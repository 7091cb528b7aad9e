import { dirname } from 'node:path/posix';
import { describe, expect, it } from '@jest/globals';
import { findCycle } from './cycles.js';
import { resolveImport, type SourceFile, sourceFiles } from './source-files.js';

/** The floors of the library, bottom to top. A file imports from its own floor and lower ones. */
const FLOORS = [
  'errors',
  'target',
  'credentials',
  'clients',
  'context',
  'accounts',
  'sweep',
  'telemetry',
  'nest',
  'terminus',
];

const library = sourceFiles('libs/aws-cross-account/src');
const localAws = sourceFiles('libs/local-aws/src');
const demo = sourceFiles('apps/demo/src');
const examples = sourceFiles('examples');

/** What the package opens. They stand above all floors, and nothing imports them. */
const ENTRIES: ReadonlySet<string> = new Set(['index.ts', 'opentelemetry.ts', 'terminus.ts']);

const floorOf = (path: string): number => FLOORS.indexOf(path.split('/')[0] ?? '');

function offences(
  files: SourceFile[],
  isOffence: (file: SourceFile, specifier: string) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((specifier) => isOffence(file, specifier))
      .map((specifier) => `${file.path} imports ${specifier}`),
  );
}

describe('the floors of the library', () => {
  it('are all that it has, beside its public face', () => {
    const strangers = library
      .map(({ path }) => path)
      .filter((path) => !ENTRIES.has(path) && floorOf(path) < 0);
    expect(strangers).toEqual([]);
  });

  it('are never climbed: no file imports from a floor above its own', () => {
    const upward = offences(library, ({ path }, specifier) => {
      const target = resolveImport(path, specifier);
      return !ENTRIES.has(path) && target !== undefined && floorOf(target) > floorOf(path);
    });
    expect(upward).toEqual([]);
  });

  it('know nothing of Nest below nest/', () => {
    const leaks = offences(
      library,
      ({ path }, specifier) => !/^(?:nest|terminus)\//.test(path) && specifier.startsWith('@nestjs/'),
    );
    expect(leaks).toEqual([]);
  });

  it('need optional packages only behind entries of their own', () => {
    const users = (name: string): string[] =>
      library.filter(({ imports }) => imports.includes(name)).map(({ path }) => dirname(path));
    expect(new Set(users('@opentelemetry/api'))).toEqual(new Set(['telemetry/opentelemetry']));
    expect(new Set(users('@nestjs/terminus'))).toEqual(new Set(['terminus']));
    const optional = new Set(['opentelemetry.ts', 'terminus.ts']);
    const inside = offences(library, ({ path }, specifier) => {
      const target = resolveImport(path, specifier) ?? '';
      return [/^terminus\//, /^telemetry\/opentelemetry\//].some(
        (folder) => folder.test(target) && !folder.test(path) && !optional.has(path),
      );
    });
    expect(inside).toEqual([]);
  });

  it('speak to STS in one file', () => {
    const files = library
      .filter(({ imports }) => imports.includes('@aws-sdk/client-sts'))
      .map(({ path }) => path);
    expect(files).toEqual(['credentials/sts/sts-client.ts']);
  });
});

describe.each([
  ['the library', library],
  ['local-aws', localAws],
  ['the demo', demo],
  ['the examples', examples],
])('%s', (_, files) => {
  it('imports no barrel of its own', () => {
    const barrels = offences(files, ({ path }, specifier) => {
      const target = resolveImport(path, specifier);
      return target !== undefined && (/(^|\/)index\.ts$/.test(target) || ENTRIES.has(target));
    });
    expect(barrels).toEqual([]);
  });

  it('has no import cycle, not even of types', () => {
    const graph = new Map(
      files.map(({ path, imports }) => [
        path,
        imports.flatMap((specifier) => resolveImport(path, specifier) ?? []),
      ]),
    );
    expect(findCycle(graph)).toBeUndefined();
  });

  it('exports by name: no export *', () => {
    expect(files.filter(({ text }) => /^\s*export (?:type )?\*/m.test(text)).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('throws typed errors alone', () => {
    const bare = files
      .filter(({ text }) =>
        /throw (?:new )?(?:Eval|Range|Reference|Syntax|Type|URI|Aggregate)?Error\(/.test(text),
      )
      .map(({ path }) => path);
    expect(bare).toEqual([]);
  });
});

describe('packages', () => {
  it('local-aws needs nothing but Node', () => {
    const foreign = offences(
      localAws,
      (_, specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'),
    );
    expect(foreign).toEqual([]);
  });

  it.each([
    ['the demo', demo],
    ['the examples', examples],
  ])('%s imports only public entries of the workspace', (_, files) => {
    const internals = offences(files, ({ path }, specifier) => {
      const target = resolveImport(path, specifier);
      return (
        target?.startsWith('..') === true ||
        /^(?:nestjs-aws-cross-account|local-aws-accounts)\//.test(specifier)
      );
    });
    expect(internals).toEqual([]);
  });
});

describe('the search for cycles', () => {
  it('finds one, and says where it runs', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', []],
      ['d', ['b']],
    ]);
    expect(findCycle(graph)).toEqual(['b', 'd', 'b']);
  });
});
