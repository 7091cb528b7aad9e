import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { ROOT } from '../architecture/source-files.js';
import { fencedBlocks } from './fenced-blocks.js';

const FOLDER = join(ROOT, 'node_modules/.cache/doc-blocks');

/** Loads a block of TypeScript of a document, by the name in the comment above it, as a module. */
export async function loadBlock<T>(document: string, name: string): Promise<T> {
  const block = fencedBlocks(document).find((candidate) => candidate.name === name);
  if (!block) throw new RangeError(`no block of ${document} is called ${name}`);
  const { outputText } = ts.transpileModule(block.text, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${document.replaceAll(/\W/g, '-')}-${name.replaceAll(/\W/g, '-')}.mjs`);
  writeFileSync(file, outputText);
  return (await import(pathToFileURL(file).href)) as T;
}
