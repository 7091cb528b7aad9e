import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface SourceFile {
  /** Relative to the folder that was read, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Every module it imports or exports from, types included, as written. */
  readonly imports: readonly string[];
}

/** The TypeScript files below a folder of the workspace. */
export function sourceFiles(folder: string, { specs = false } = {}): SourceFile[] {
  const top = join(ROOT, folder);
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules') && !path.includes('dist'))
    .filter((path) => specs || !(path.endsWith('.spec.ts') || /(^|\/)testing\//.test(path)))
    .map((path) => {
      const text = readFileSync(join(top, path), 'utf8');
      const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
      return { path: path.split('\\').join('/'), text, imports };
    });
}

/** Where a relative import leads, as a path like `SourceFile.path`; undefined for packages. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return relative('.', join(dirname(from), specifier)).replace(/\.js$/, '.ts');
}
