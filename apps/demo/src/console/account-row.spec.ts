import { describe, expect, it } from '@jest/globals';
import type { RoleSessionStatus } from 'nestjs-aws-cross-account';
import { accountRow } from './account-row.js';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const MINUTE = 60_000;
const ACCOUNT = { id: '111122223333', name: 'Payments', ouPath: 'Workloads' };
const DENIED = { code: 'ASSUME_ROLE_DENIED', message: 'Change the trust.' } as const;

function session(fields: Partial<RoleSessionStatus>): RoleSessionStatus {
  return {
    id: 1,
    accountId: ACCOUNT.id,
    roleArn: undefined,
    sessionName: undefined,
    via: undefined,
    state: 'fresh',
    ageMs: 10 * MINUTE,
    expiresAt: new Date(NOW + 50 * MINUTE),
    nextRefreshAt: new Date(NOW),
    lastError: undefined,
    failures: 0,
    ...fields,
  };
}

const nothingHeld = { ageMs: undefined, expiresAt: undefined } as const;

describe('the row of an account', () => {
  it('is reachable while a session can be used, and says how old its credentials are', () => {
    expect(accountRow(ACCOUNT, [session({})], undefined, NOW)).toEqual({
      id: '111122223333',
      name: 'Payments',
      ou: 'Workloads',
      state: 'ACTIVE',
      reach: 'reachable',
      session: { state: 'fresh', obtainedAt: NOW - 10 * MINUTE, expiresAt: NOW + 50 * MINUTE },
    });
  });

  it('says what failed, and stays reachable while credentials last', () => {
    const failing = session({ state: 'failing', lastError: { ...DENIED, at: new Date(NOW) } });
    expect(accountRow(ACCOUNT, [failing], undefined, NOW)).toMatchObject({
      reach: 'reachable',
      problem: DENIED,
    });
  });

  it('is unreachable when it is denied and nothing is held', () => {
    const denied = session({ ...nothingHeld, state: 'denied', lastError: { ...DENIED, at: new Date(NOW) } });
    expect(accountRow(ACCOUNT, [denied], undefined, NOW)).toMatchObject({
      reach: 'unreachable',
      problem: DENIED,
    });
  });

  it('is what the last check found, as long as no session says otherwise', () => {
    const check = { reach: 'unreachable', problem: DENIED, durationMs: 7 } as const;
    expect(accountRow(ACCOUNT, [], check, NOW)).toMatchObject({
      reach: 'unreachable',
      problem: DENIED,
      checkMs: 7,
    });
    const row = accountRow(ACCOUNT, [session({})], check, NOW);
    expect(row.reach).toBe('reachable');
    expect(row.problem).toBeUndefined();
    expect(accountRow(ACCOUNT, [], { reach: 'own', durationMs: 0 }, NOW).reach).toBe('own');
    expect(accountRow(ACCOUNT, [], undefined, NOW).reach).toBe('unknown');
  });

  it('does not name the hub role when that is in trouble', () => {
    const lastError = {
      code: 'HUB_CREDENTIALS',
      message: 'arn:aws:iam::9:role/hub',
      at: new Date(NOW),
    } as const;
    const row = accountRow(
      ACCOUNT,
      [session({ ...nothingHeld, state: 'failing', lastError })],
      undefined,
      NOW,
    );
    expect(row.problem?.message).toContain("service's own AWS identity");
  });
});
