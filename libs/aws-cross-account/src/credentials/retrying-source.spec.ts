import { describe, expect, it } from '@jest/globals';
import { AssumeRoleDeniedError, StsThrottledError } from '../errors/credential.errors.js';
import type { AccountSession } from '../target/role-session.js';
import { retrying } from './retrying-source.js';
import { ManualClock } from './testing/manual-clock.js';
import { credentials } from './testing/scripted-source.js';

const place = { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' };
const session: AccountSession = { kind: 'assume-role', partition: 'aws', sessionName: 'app@host', ...place };

function failing(failures: Error[]): {
  calls: () => number;
  source: () => Promise<ReturnType<typeof credentials>>;
} {
  const left = [...failures];
  let calls = 0;
  return {
    calls: () => calls,
    source: async () => {
      calls += 1;
      const failure = left.shift();
      if (failure) throw failure;
      return credentials(1, place.accountId, 0, 1);
    },
  };
}

describe('a source that is asked again', () => {
  it('gets over failures that pass, with waits that double and are spread at random', async () => {
    const clock = new ManualClock(0, () => 0.5);
    const throttled = new StsThrottledError({ place });
    const { source, calls } = failing([throttled, throttled, throttled]);
    await retrying(source, clock)(session);
    expect(calls()).toBe(4);
    expect(clock.slept).toEqual([100, 200, 400]);
  });

  it('gives up after four attempts, with the last error', async () => {
    const throttled = Array.from({ length: 9 }, () => new StsThrottledError({ place }));
    const { source, calls } = failing(throttled);
    await expect(retrying(source, new ManualClock())(session)).rejects.toBe(throttled[3]);
    expect(calls()).toBe(4);
  });

  it('is not asked again after a denial', async () => {
    const denied = new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', { place });
    const { source, calls } = failing([denied]);
    await expect(retrying(source, new ManualClock())(session)).rejects.toBe(denied);
    expect(calls()).toBe(1);
  });

  it('is not asked again after an error that nobody foresaw', async () => {
    const { source, calls } = failing([new RangeError('bug')]);
    await expect(retrying(source, new ManualClock())(session)).rejects.toThrow('bug');
    expect(calls()).toBe(1);
  });
});
