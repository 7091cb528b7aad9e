import { describe, expect, it } from '@jest/globals';
import type { RoleSessionStatus } from '../credentials/diagnostics/role-session-status.js';
import { accountReach } from './account-reach.js';

const NOW = 1_000_000;
const lastError = {
  code: 'ASSUME_ROLE_DENIED',
  message: 'Change its trust policy.',
  at: new Date(NOW),
} as const;
const LONG_AGO = { ...lastError, at: new Date(NOW - 600_000) };

const session = (accountId: string, change: Partial<RoleSessionStatus>): RoleSessionStatus => ({
  id: 1,
  accountId,
  roleArn: `arn:aws:iam::${accountId}:role/reader`,
  sessionName: 'app@host',
  via: undefined,
  state: 'fresh',
  ageMs: 0,
  expiresAt: new Date(NOW + 1),
  nextRefreshAt: new Date(NOW),
  lastError: undefined,
  failures: 0,
  ...change,
});
const denied = (accountId: string): RoleSessionStatus =>
  session(accountId, { state: 'denied', expiresAt: undefined, lastError });

describe('the accounts that can be reached', () => {
  it('are unknown where nothing was tried, or nobody has tried since a failure that is long ago', () => {
    const failed = session('1', { state: 'failing', expiresAt: new Date(NOW - 1), lastError: LONG_AGO });
    const refused = session('2', { state: 'denied', expiresAt: undefined, lastError: LONG_AGO });
    for (const sessions of [[], [failed, refused]])
      expect(accountReach(sessions, NOW)).toEqual({
        reachable: 0,
        unreachable: 0,
        share: undefined,
        troubles: [],
      });
  });

  it('are those with a session that can be used; the others say why not', () => {
    const failing = session('2', { state: 'failing', lastError });
    const stale = session('3', { state: 'stale', expiresAt: new Date(NOW - 1), lastError });
    const reach = accountReach([session('1', {}), failing, stale, denied('4'), denied('4')], NOW);
    expect(reach).toMatchObject({ reachable: 3, unreachable: 1, share: 0.75 });
    expect(reach.troubles.map(({ accountId, reachable }) => [accountId, reachable])).toEqual([
      ['4', false],
      ['2', true],
      ['3', true],
    ]);
    expect(reach.troubles[0]).toEqual({
      accountId: '4',
      roleArn: 'arn:aws:iam::4:role/reader',
      reachable: false,
      code: 'ASSUME_ROLE_DENIED',
      message: 'Change its trust policy.',
    });
  });

  it('count where one role of several works', () => {
    expect(accountReach([denied('1'), session('1', {})], NOW)).toMatchObject({
      reachable: 1,
      unreachable: 0,
    });
  });

  it('are those of yesterday as well, whose sessions expired because nobody came', () => {
    const idle = Array.from({ length: 19 }, (_, index) =>
      session(String(index), { state: 'expired', expiresAt: new Date(NOW - 86_400_000) }),
    );
    expect(accountReach([...idle, denied('20')], NOW)).toMatchObject({ reachable: 19, unreachable: 1 });
  });

  it('that are in trouble are named up to ten', () => {
    const { troubles, unreachable } = accountReach(
      Array.from({ length: 50 }, (_, index) => denied(String(index))),
      NOW,
    );
    expect([troubles.length, unreachable]).toEqual([10, 50]);
  });
});
