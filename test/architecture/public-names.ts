import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './source-files.js';

/** The names that a package's typings export, each with its kind, sorted. */
export function publicNames(typings: string): string[] {
  const file = join(ROOT, typings);
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new RangeError(`${typings} is no module; build the libraries first`);
  return checker
    .getExportsOfModule(symbol)
    .map((name) => `${kindOf(name, checker)} ${name.getName()}`)
    .toSorted();
}

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  return flags & ts.SymbolFlags.Variable ? 'const' : 'type';
}
