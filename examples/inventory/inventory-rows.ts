import type { Bucket } from '@aws-sdk/client-s3';
import type { SweepResult } from 'nestjs-aws-cross-account';
import { stringify } from 'csv-stringify/sync';

export const COLUMNS = [
  'account_id',
  'account_name',
  'region',
  'status',
  'bucket',
  'bucket_region',
  'created_at',
  'problem',
] as const;

export const HEADER = `${COLUMNS.join()}\n`;

type Row = Partial<Record<(typeof COLUMNS)[number], string | undefined>>;

/** A row for each bucket; and one for what has none, so that every account is in the table. */
export function csvRows(result: SweepResult<Bucket[]>): string {
  const { target, status } = result;
  const row: Row = {
    account_id: target.accountId,
    account_name: target.account.name,
    region: target.region,
    status,
    problem: problemOf(result),
  };
  const buckets = result.status === 'ok' ? result.value : [];
  const rows = buckets.map((bucket) => withBucket(row, bucket));
  // A spreadsheet would run what begins like a formula: whoever names an account could make it do so.
  return stringify(rows.length > 0 ? rows : [row], { columns: COLUMNS, escape_formulas: true });
}

/** A line for each result, with all that is known of it. */
export function jsonLine(result: SweepResult<Bucket[]>): string {
  const { target, status, attempts, durationMs } = result;
  const { accountId, region, account } = target;
  const place = { accountId, name: account.name, ouPath: account.ouPath, region };
  const what =
    result.status === 'ok'
      ? { buckets: result.value }
      : { phase: result.phase, problem: problemOf(result), message: result.error?.message };
  return `${JSON.stringify({ ...place, status, ...what, attempts, durationMs: Math.round(durationMs) })}\n`;
}

function withBucket(row: Row, { Name, BucketRegion, CreationDate }: Bucket): Row {
  return { ...row, bucket: Name, bucket_region: BucketRegion, created_at: CreationDate?.toISOString() };
}

function problemOf(result: SweepResult<unknown>): string | undefined {
  if (result.status === 'ok') return undefined;
  return result.status === 'failed' ? result.code : result.reason;
}
