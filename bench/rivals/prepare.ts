import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isThere, runProgram } from '../harness/program.js';

const SOURCES = resolve('bench/rivals');
const BUILT = resolve('dist/rivals');

/** A command that sweeps what it reads from its input. */
export type Rival = readonly [command: string, ...args: string[]];

/** The same sweeps in Python, where there is Python: with what the file of requirements says, in a virtual environment. */
export async function pythonRivals(): Promise<Readonly<Record<string, Rival>>> {
  if (!(await isThere('python3', '--version'))) return {};
  const folder = join(BUILT, 'python');
  const python = join(folder, 'bin/python');
  if (!existsSync(python)) await runProgram('python3', ['-m', 'venv', folder]);
  await runProgram(python, ['-m', 'pip', '-q', 'install', '-r', join(SOURCES, 'requirements.txt')]);
  const program = join(SOURCES, 'sweep.py');
  return {
    'Python, botocove': [python, program, 'botocove'],
    'Python, a session for each account in threads': [python, program, 'threads'],
  };
}

/** The same in Go, where there is Go. */
export async function goRivals(): Promise<Readonly<Record<string, Rival>>> {
  if (!(await isThere('go', 'version'))) return {};
  mkdirSync(BUILT, { recursive: true });
  const program = join(BUILT, 'sweep-go');
  await runProgram('go', ['build', '-o', program, '.'], { cwd: join(SOURCES, 'go') });
  return { 'Go, a map of configurations by region and role': [program] };
}
