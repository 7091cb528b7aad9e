import { describe, expect, it } from '@jest/globals';
import type { SweepPlace, SweepResult, SweepTarget } from 'nestjs-aws-cross-account';
import type { Bucket } from '@aws-sdk/client-s3';
import { csvRows, jsonLine } from './inventory-rows.js';

const PLACE: SweepPlace = {
  accountId: '111122223333',
  region: 'eu-west-1',
  account: { id: '111122223333', name: 'Payments' },
};

function found(value: Bucket[], name = 'Payments'): SweepResult<Bucket[]> {
  const target = { ...PLACE, account: { ...PLACE.account, name } } as SweepTarget;
  return { status: 'ok', target, value, phase: 'work', attempts: 1, durationMs: 12.3 };
}

describe('a row of the table', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1'])(
    'holds %j as text, which no spreadsheet runs',
    (name) => {
      expect(csvRows(found([{ Name: name }]))).toContain(`,'${name},`);
      expect(csvRows(found([], name))).toContain(`,'${name},`);
    },
  );

  it('is there for each bucket', () => {
    const CreationDate = new Date('2026-01-31T12:00:00Z');
    const rows = csvRows(
      found([{ Name: 'one', BucketRegion: 'us-east-1', CreationDate }, { Name: 'two, or "2"' }]),
    );
    expect(rows).toBe(
      '111122223333,Payments,eu-west-1,ok,one,us-east-1,2026-01-31T12:00:00.000Z,\n' +
        '111122223333,Payments,eu-west-1,ok,"two, or ""2""",,,\n',
    );
  });

  it('is there for what has none, or was skipped or failed', () => {
    const rest = { target: PLACE, attempts: 1, durationMs: 1 };
    expect(csvRows(found([]))).toBe('111122223333,Payments,eu-west-1,ok,,,,\n');
    expect(csvRows({ ...rest, status: 'skipped', phase: 'discover', reason: 'account-not-active' })).toBe(
      '111122223333,Payments,eu-west-1,skipped,,,,account-not-active\n',
    );
    const error = new RangeError('too far');
    expect(csvRows({ ...rest, status: 'failed', phase: 'work', code: 'RangeError', error })).toBe(
      '111122223333,Payments,eu-west-1,failed,,,,RangeError\n',
    );
  });
});

describe('a line of JSON', () => {
  it('holds names as they are, on one line', () => {
    const line = jsonLine(found([{ Name: '=1+1\n' }]));
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual({
      accountId: '111122223333',
      name: 'Payments',
      region: 'eu-west-1',
      status: 'ok',
      buckets: [{ Name: '=1+1\n' }],
      attempts: 1,
      durationMs: 12,
    });
  });
});
