import type { SweepFailureGroup, SweepSummary } from 'nestjs-aws-cross-account';

/** More would be no table any more; the files have them all. */
const LISTED_ACCOUNTS = 10;

/**
 * How it went, and a table of what failed: how often, where, and what to do about it.
 *
 * @param reason why it ended before it was through
 */
export function report(
  summary: SweepSummary,
  files: { readonly csv: string; readonly ndjson: string },
  reason?: string,
): string {
  const { done, total, ok, failed, skipped, durationMs, failures } = summary;
  const counts = `${done} of ${total ?? '?'} (${ok} ok, ${failed} failed, ${skipped} skipped)`;
  const how = reason === undefined ? 'Done' : 'Ended early';
  return [
    `${how}: ${counts} in ${(durationMs / 1_000).toFixed(1)} s, in ${files.csv} and ${files.ndjson}`,
    ...(reason === undefined ? [] : [reason]),
    ...(failures.length > 0 ? ['', ...table(failures)] : []),
    '',
  ].join('\n');
}

function table(failures: readonly SweepFailureGroup[]): string[] {
  const width = Math.max(...failures.map(({ code }) => code.length));
  const row = (code: string, count: string, accounts: string): string =>
    `${code.padEnd(width)}  ${count.padStart(5)}  ${accounts}`;
  return [
    row('Code', 'Times', 'Accounts, and what to do'),
    ...failures.flatMap(({ code, count, accounts, example }) => [
      row(code, String(count), listed(accounts)),
      row('', '', example),
    ]),
  ];
}

function listed(accounts: readonly string[]): string {
  const more = accounts.length - LISTED_ACCOUNTS;
  return accounts.slice(0, LISTED_ACCOUNTS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
