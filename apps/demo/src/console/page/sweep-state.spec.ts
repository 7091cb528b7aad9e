import { describe, expect, it } from '@jest/globals';
import { afterMessages, BEGUN } from './sweep-state.js';
import type { SweepMessage } from './types.js';

const BUCKET = { name: 'ledger', region: 'eu-west-1', createdAt: '2026-01-31T12:00:00.000Z' };

const result = (accountId: string, rest: object): SweepMessage =>
  ({ type: 'result', accountId, name: `Account ${accountId}`, durationMs: 5, ...rest }) as SweepMessage;

const denied = (accountId: string): SweepMessage =>
  result(accountId, { status: 'failed', code: 'DENIED', message: `Change the trust of ${accountId}` });

describe('what is known of a sweep', () => {
  it('has a row for each bucket and each failure, and none for a place without buckets', () => {
    const state = afterMessages(BEGUN, [
      result('1', { status: 'ok', region: 'eu-west-1', buckets: [BUCKET, { ...BUCKET, name: 'other' }] }),
      result('1', { status: 'ok', region: 'us-east-1', buckets: [] }),
      denied('2'),
      result('3', { status: 'skipped', reason: 'hub-account' }),
    ]);
    expect(state.rows.map(({ accountId, bucket, code }) => [accountId, bucket, code])).toEqual([
      ['1', 'ledger', ''],
      ['1', 'other', ''],
      ['2', '', 'DENIED'],
      ['3', '', 'left out: hub-account'],
    ]);
    expect(state).toMatchObject({ phase: 'running', done: 4, buckets: 2 });
  });

  it('groups what failed by its cause, the most frequent first, over many messages', () => {
    const first = afterMessages(BEGUN, [
      result('9', { status: 'failed', code: 'SLOW', message: 'm' }),
      denied('1'),
    ]);
    const { failures } = afterMessages(first, [denied('2'), denied('1')]);
    expect(failures.map(({ code, accounts }) => [code, accounts.map(({ id }) => id)])).toEqual([
      ['DENIED', ['1', '2']],
      ['SLOW', ['9']],
    ]);
    expect(failures[0]?.message).toBe('Change the trust of 1');
  });

  it('takes its counts from progress and from the summary, which ends it', () => {
    const state = afterMessages(BEGUN, [{ type: 'progress', done: 7, total: 10 }]);
    expect(state).toMatchObject({ phase: 'running', done: 7, total: 10 });
    const ended = {
      type: 'summary',
      outcome: 'ended',
      done: 8,
      total: 10,
      problem: { message: 'hub' },
    } as const;
    expect(afterMessages(state, [ended])).toMatchObject({ phase: 'done', done: 8, problem: 'hub' });
  });
});
