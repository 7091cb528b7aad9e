import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The path of a Node of this version, fetched from the registry unless npm has it already. */
export async function nodeBinary(version: string): Promise<string> {
  const script = 'process.stdout.write(process.execPath)';
  const { stdout } = await promisify(execFile)(
    'npx',
    ['--yes', '--package', `node@${version}`, 'node', '-e', script],
    { env: { ...process.env, npm_config_loglevel: 'error' } },
  );
  return stdout;
}
