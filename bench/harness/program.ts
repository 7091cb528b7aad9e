import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Runs a program to its end, and answers what it printed. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { input = '', cwd }: { readonly input?: string; readonly cwd?: string } = {},
): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], ...(cwd ? { cwd } : {}) });
  child.stdin.end(input);
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  if (code !== 0) throw new RangeError(`${command} ${args.join(' ')} ended with ${code}`);
  return printed;
}

/** Whether a program can be started at all. */
export async function isThere(command: string, ...args: string[]): Promise<boolean> {
  try {
    await runProgram(command, args);
    return true;
  } catch {
    return false;
  }
}
