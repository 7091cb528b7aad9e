import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../architecture/source-files.js';
import { PAYMENTS, smallWorld } from '../support/world.js';

describe('a caller that aborts while the role is being assumed', () => {
  it('is rejected at once, sends nothing, and disturbs none of the 999 others', async () => {
    const { PATH = '', HOME = '' } = process.env;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'test/support/leaving-caller.js'), JSON.stringify(smallWorld()), PAYMENTS],
      { env: { PATH, HOME }, timeout: 20_000 },
    );
    expect(JSON.parse(stdout)).toEqual({
      left: 'AbortError',
      answered: 999,
      assumed: 1,
      listed: 999,
      listeners: 0,
    });
  }, 30_000);
});
