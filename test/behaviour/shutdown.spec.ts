import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { ROOT } from '../architecture/source-files.js';
import { PAYMENTS, smallWorld } from '../support/world.js';

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
});

afterAll(() => aws.close());

interface Report {
  readonly buckets: number;
  readonly loaded: number;
  readonly handles: string[];
}

/** Runs the application; rejects when the process does not end by itself. */
async function run(requestHandler: string): Promise<Report> {
  const { PATH = '', HOME = '' } = process.env;
  const script = join(ROOT, 'test/support/short-lived-app.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, requestHandler, PAYMENTS, 'undici-http-handler'],
    {
      env: { PATH, HOME, ...aws.env },
      timeout: 20_000,
    },
  );
  return JSON.parse(stdout) as Report;
}

describe('a script whose AssumeRole fails', () => {
  it('outlives the waits between attempts, and gets its error', async () => {
    const { PATH = '', HOME = '' } = process.env;
    const script = join(ROOT, 'test/support/failing-script.js');
    const env = { PATH, HOME, ...aws.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const { stdout } = await promisify(execFile)(process.execPath, [script, PAYMENTS], {
      env,
      timeout: 20_000,
    });
    expect(stdout).toBe('STS_UNAVAILABLE\n');
  }, 30_000);
});

describe.each([
  ['undici', 1],
  ['sdk', 0],
])('an application with the %s handler', (requestHandler, undiciFiles) => {
  it('leaves no connection and no timer behind, and ends by itself', async () => {
    const { buckets, handles } = await run(requestHandler);
    expect(buckets).toBe(2);
    expect(handles.filter((handle) => /TCPSocketWrap|TLSWrap|Timeout/.test(handle))).toEqual([]);
  }, 30_000);

  it('loads what it needs of undici, and no more', async () => {
    const { loaded } = await run(requestHandler);
    expect(Math.min(loaded, 1)).toBe(undiciFiles);
  }, 30_000);
});
