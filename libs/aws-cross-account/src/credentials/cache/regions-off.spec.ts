import { describe, expect, it } from '@jest/globals';
import type { RoleSession } from '../../target/role-session.js';
import { ManualClock } from '../testing/manual-clock.js';
import type { Rejection } from '../renewal/key-trust.js';
import { RegionsOff } from './regions-off.js';

const A = session('111122223333');
const B = session('444455556666');

function session(accountId: string): RoleSession {
  const roleArn = `arn:aws:iam::${accountId}:role/reader`;
  return { kind: 'assume-role', accountId, partition: 'aws', roleArn, sessionName: 'app' };
}

/** Two keys in a row that a service in a region does not know. */
function unknownTwice(off: RegionsOff, of: RoleSession, region: string, second = 'KEY2'): void {
  const note = (accessKeyId: string, rejection: Rejection): void =>
    off.note({ session: of, accessKeyId, region }, rejection);
  note('KEY1', 'replaced');
  note(second, 'kept');
}

describe('the regions that accounts have not switched on', () => {
  it('are those that know neither a key nor its successor', () => {
    const off = new RegionsOff(new ManualClock());
    unknownTwice(off, A, 'me-south-1');
    expect(off.has(A.accountId, 'me-south-1')).toBe(true);
  });

  it('are not those that did not know the only key there was, or a key after another region did not', () => {
    const off = new RegionsOff(new ManualClock());
    unknownTwice(off, A, 'me-south-1', 'KEY1');
    off.note({ session: A, accessKeyId: 'KEY2', region: 'eu-west-1' }, 'kept');
    off.note({ session: A, accessKeyId: 'KEY2', region: 'me-south-1' }, 'replaced-before');
    expect([off.has(A.accountId, 'me-south-1'), off.has(A.accountId, 'eu-west-1')]).toEqual([false, false]);
  });

  it('are remembered for a quarter of an hour, for one account and one region', () => {
    const clock = new ManualClock();
    const off = new RegionsOff(clock);
    unknownTwice(off, A, 'me-south-1');
    const known = (): boolean[] => [
      off.has(A.accountId, 'me-south-1'),
      off.has(A.accountId, 'eu-west-1'),
      off.has(B.accountId, 'me-south-1'),
    ];
    expect(known()).toEqual([true, false, false]);
    clock.advance(900_000);
    expect(known()).toEqual([false, false, false]);
  });

  it('are forgotten with their account', () => {
    const off = new RegionsOff(new ManualClock());
    unknownTwice(off, A, 'me-south-1');
    unknownTwice(off, B, 'me-south-1');
    off.forgetAccount(A.accountId);
    expect([off.has(A.accountId, 'me-south-1'), off.has(B.accountId, 'me-south-1')]).toEqual([false, true]);
  });
});
