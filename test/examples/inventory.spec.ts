import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalAws, type World } from 'local-aws-accounts';
import { ROOT } from '../architecture/source-files.js';
import {
  accountIds,
  bucketOf,
  DENYING,
  HUB_ACCOUNT,
  largeWorld,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

const FORMULA = '=HYPERLINK("http://example.com")';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inventory-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The script as a user runs it, but without a terminal. */
function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): { child: ChildProcess; ended: Promise<Ended> } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'dist/examples/inventory.js'), ...args], {
    cwd: folder,
    env: { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({
    code: code ?? null,
    stdout,
    stderr,
  }));
  return { child, ended };
}

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const rowsOf = (file: string): string[] => read(file).trimEnd().split('\n');
const linesOf = (file: string): Record<string, unknown>[] =>
  rowsOf(file).map((line) => JSON.parse(line) as Record<string, unknown>);

/** An organization of two open accounts, one of which has a formula for its name, and one that denies. */
function organization(): World {
  const { hub, accounts } = smallWorld();
  return {
    hub,
    organizationId: 'o-exampleorgid',
    accounts: {
      [HUB_ACCOUNT]: {},
      [PAYMENTS]: { ...accounts[PAYMENTS], name: FORMULA },
      [SEARCH]: { ...accounts[SEARCH], name: 'Search' },
      [DENYING]: { ...accounts[DENYING], name: 'Denying' },
    },
  };
}

describe('the inventory of an organization', () => {
  let aws: LocalAws;
  let env: Record<string, string>;
  beforeAll(async () => {
    aws = await LocalAws.start(organization());
    env = { ...aws.env, AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME };
  });
  afterAll(() => aws.close());

  it('is a table and lines of JSON, and a report of what failed and what to do; and ends with 1', async () => {
    const { code, stdout, stderr } = await start(['--csv', 'buckets.csv', '--ndjson=buckets.ndjson'], env)
      .ended;
    expect(code).toBe(1);
    const [header, ...rows] = rowsOf('buckets.csv');
    expect(header).toBe('account_id,account_name,region,status,bucket,bucket_region,created_at,problem');
    expect(new Set(rows.map((row) => row.replace(/,\d{4}-\d\d-\d\dT[^,]+/, ',(date)')))).toEqual(
      new Set([
        `${HUB_ACCOUNT},Account ${HUB_ACCOUNT},,skipped,,,,hub-account`,
        `${PAYMENTS},"'=HYPERLINK(""http://example.com"")",eu-west-1,ok,payments-invoices,eu-west-1,(date),`,
        `${PAYMENTS},"'=HYPERLINK(""http://example.com"")",eu-west-1,ok,payments-ledger,eu-west-1,(date),`,
        `${SEARCH},Search,eu-west-1,ok,search-index,eu-west-1,(date),`,
        `${DENYING},Denying,eu-west-1,failed,,,,ASSUME_ROLE_DENIED`,
      ]),
    );
    const lines = linesOf('buckets.ndjson');
    expect(lines).toHaveLength(4);
    expect(lines).toContainEqual(expect.objectContaining({ name: FORMULA, status: 'ok' }));
    expect(stdout).toContain('Done: 4 of 4 (2 ok, 1 failed, 1 skipped)');
    expect(stdout).toMatch(
      new RegExp(`ASSUME_ROLE_DENIED +1 +${DENYING}\n +sts:AssumeRole .*Change the role's trust policy`),
    );
    expect(stderr).toMatch(/^(?:\d+ of 4, \d failed\n)*4 of 4, 1 failed\n$/);
  });

  it('is of some regions, where these are given, and ends with 0 when all went well', async () => {
    const some = { ...env, AWS_CROSS_ACCOUNT_DIRECTORY: `${PAYMENTS},${SEARCH}` };
    const { code, stdout } = await start(['--regions', 'us-east-1, eu-west-1'], some).ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('Done: 4 of 4 (4 ok')]);
    const elsewhere = linesOf('inventory.ndjson').filter(({ region }) => region === 'us-east-1');
    expect(elsewhere).toMatchObject([{ buckets: [] }, { buckets: [] }]);
    expect(rowsOf('inventory.csv')).toHaveLength(1 + 2 + 3);
  });

  it.each([
    ['an option that is none', ['--xml', 'x'], {}, "Unknown option '--xml'"],
    ['no file', ['--csv', ''], {}, '--csv and --ndjson: expected a file'],
    ['one file for both', ['--csv', 'a', '--ndjson', './a'], {}, 'expected two files, got one'],
    ['a file that cannot be written', ['--csv', 'nowhere/x.csv'], {}, 'ENOENT'],
    ['no role', [], { AWS_CROSS_ACCOUNT_ROLE_NAME: '' }, 'AWS_CROSS_ACCOUNT_ROLE_NAME'],
    ['a region that is none', ['--regions', 'mars-1'], {}, 'regions[0]'],
    [
      'a limit that is none',
      [],
      { AWS_CROSS_ACCOUNT_SWEEP_RETRIES: 'often' },
      'AWS_CROSS_ACCOUNT_SWEEP_RETRIES',
    ],
  ])('cannot be taken with %s: it says so in a line, and ends with 2', async (_, args, change, message) => {
    const { code, stderr } = await start(args, { ...env, ...change }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^The inventory cannot be taken\. [^\n]+\n$/);
    expect(stderr).toContain(message);
    // Least of all does it replace the files of the last time.
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends with 1, and says why, when the accounts cannot be listed', async () => {
    const denied = aws.faults.add({ action: 'organizations:ListRoots', fault: { kind: 'deny' } });
    const { code, stdout } = await start([], env).ended;
    denied.clear();
    expect(code).toBe(1);
    expect(stdout).toMatch(/Ended early: 0 of \? .*\nThe accounts could not be listed/);
  });
});

describe('the inventory, stopped by Ctrl-C', () => {
  it('leaves files that are whole up to there, says how far it came, and ends with 130', async () => {
    const ids = accountIds(20);
    const aws = await LocalAws.start(largeWorld(ids));
    const hanging = aws.faults.add({
      action: 's3:ListBuckets',
      accountId: ids[10] ?? '',
      fault: { kind: 'hang', at: 'response' },
    });
    const { child, ended } = start([], {
      ...aws.env,
      AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
      AWS_CROSS_ACCOUNT_DIRECTORY: ids.join(),
      AWS_CROSS_ACCOUNT_SWEEP_CONCURRENCY: '1',
    });
    await hanging.reached(1);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/^Ended early: 11 of 20 \(10 ok, 1 failed, 0 skipped\).*\nIt was stopped\.\n/);
    expect(read('inventory.csv').endsWith('\n')).toBe(true);
    const rows = rowsOf('inventory.csv').slice(1);
    expect(rows.slice(0, 10).map((row) => row.split(',')[4])).toEqual(ids.slice(0, 10).map(bucketOf));
    expect(
      linesOf('inventory.ndjson')
        .slice(0, 10)
        .map(({ status }) => status),
    ).toEqual(Array(10).fill('ok'));
    expect(aws.calls.count('s3:ListBuckets')).toBe(11);
    await aws.close();
  });
});

describe('the inventory of the embedded AWS', () => {
  it('can be tried by anybody, whatever AWS is configured', async () => {
    const { code, stdout } = await start(['--local-aws'], {
      AWS_PROFILE: 'production',
      AWS_REGION: 'us-west-2',
    }).ended;
    expect(code).toBe(1);
    expect(stdout).toContain('ASSUME_ROLE_DENIED');
    expect(rowsOf('inventory.csv').length).toBeGreaterThan(800);
    expect(read('inventory.csv')).toContain(`"'=HYPERLINK(`);
  });

  it('says how it is used', async () => {
    const { code, stdout } = await start(['--help'], {}).ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('--local-aws')]);
  });
});
