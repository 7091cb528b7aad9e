// Makes the Python environment of the peer tests, once for each state of its requirements, and tells the tests where
// it is. Jest runs this before all of them. Whatever is missing ends the run: nothing is skipped.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PEERS = join(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(PEERS, '../../node_modules/.cache');
const REQUIREMENTS = join(PEERS, 'requirements.txt');
const NEEDS = 'npm run test:peers needs Python 3.11 or newer with its venv module';
const INSTALL = 'install it (Debian: apt-get install python3-venv) and run it again.';

export default function preparePython() {
  try {
    process.env.PEERS_PYTHON = join(environment(), 'bin/python');
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** The folder of the environment. It is named by all that goes into it, so another state has another folder. */
function environment() {
  const parts = [versionOfPython(), readFileSync(REQUIREMENTS), readFileSync(join(PEERS, 'constraints.txt'))];
  const hash = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
  const folder = join(CACHE, `peers-${hash}`);
  if (!existsSync(folder)) make(folder);
  return folder;
}

/** Makes it aside and moves it into place whole: a run that is cut short, or another one beside it, leaves no half. */
function make(folder) {
  process.stderr.write('Installing moto and boto3 for the peer tests, once …\n');
  mkdirSync(CACHE, { recursive: true });
  const aside = mkdtempSync(join(CACHE, 'peers-unfinished-'));
  try {
    run('python3', ['-m', 'venv', aside], `${NEEDS}; ${INSTALL}`);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    run(join(aside, 'bin/python'), pip, 'pip could not install what test/peers/requirements.txt asks for');
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function versionOfPython() {
  const version = run('python3', ['-c', 'import sys; print(*sys.version_info[:2])'], `${NEEDS}; ${INSTALL}`);
  const [major, minor] = version.split(' ').map(Number);
  if (major !== 3 || minor < 11) throw new RangeError(`${NEEDS}; python3 is ${major}.${minor}.`);
  return version;
}

function run(command, args, problem) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const lastLine = String(error.stderr ?? '')
      .trim()
      .split('\n')
      .at(-1);
    throw new RangeError(problem.endsWith('.') ? problem : `${problem}: ${lastLine}`);
  }
}
