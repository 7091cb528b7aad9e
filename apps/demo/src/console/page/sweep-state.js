/** @typedef {import('./types.js').SweepState} SweepState */
/** @typedef {import('./types.js').SweepResult} SweepResult */
/** @typedef {import('./types.js').SweepRow} SweepRow */

/** @type {SweepState} */
export const NO_SWEEP = {
  phase: 'none',
  done: 0,
  total: undefined,
  buckets: 0,
  rows: [],
  failures: [],
  problem: undefined,
};

/** @type {SweepState} */
export const BEGUN = { ...NO_SWEEP, phase: 'running' };

/**
 * What is known of a sweep after some more of its messages.
 *
 * @param {SweepState} state
 * @param {readonly import('./types.js').SweepMessage[]} messages
 * @returns {SweepState}
 */
export function afterMessages(state, messages) {
  const results = messages.filter((message) => message.type === 'result');
  const counts = messages.findLast((message) => message.type !== 'result');
  const summary = messages.find((message) => message.type === 'summary');
  const rows = results.flatMap(rowsOf);
  return {
    ...state,
    phase: summary ? 'done' : state.phase,
    problem: summary?.problem?.message,
    done: Math.max(state.done + results.length, counts?.done ?? 0),
    total: counts?.total ?? state.total,
    buckets: state.buckets + rows.filter(({ bucket }) => bucket !== '').length,
    rows: rows.length > 0 ? [...state.rows, ...rows] : state.rows,
    failures: withFailures(state.failures, results),
  };
}

/**
 * A row for each bucket, and one for a place where they could not be listed.
 *
 * @param {SweepResult} result
 * @returns {SweepRow[]}
 */
function rowsOf({
  accountId,
  name = '',
  region = '',
  status,
  durationMs,
  buckets = [],
  code = '',
  message = '',
  reason,
}) {
  const place = { accountId, name, region, status, durationMs };
  const none = { code: '', detail: '' };
  if (buckets.length > 0)
    return buckets.map((bucket) => ({
      ...place,
      key: `${accountId}/${region}/${bucket.name}`,
      bucket: bucket.name,
      bucketRegion: bucket.region,
      createdAt: bucket.createdAt,
      ...none,
    }));
  if (status === 'ok') return [];
  const what = status === 'skipped' ? { code: `left out: ${reason}`, detail: '' } : { code, detail: message };
  return [{ ...place, ...what, key: `${accountId}/${region}`, bucket: '', bucketRegion: '', createdAt: '' }];
}

/**
 * @param {SweepState['failures']} groups
 * @param {readonly SweepResult[]} results
 * @returns {SweepState['failures']}
 */
function withFailures(groups, results) {
  const failed = results.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return groups;
  const byCode = new Map(groups.map((group) => [group.code, group]));
  for (const { code = 'UNKNOWN', message = '', accountId, name = '' } of failed) {
    const group = byCode.get(code) ?? { code, message, accounts: [] };
    const isKnown = group.accounts.some(({ id }) => id === accountId);
    const accounts = isKnown ? group.accounts : [...group.accounts, { id: accountId, name }];
    byCode.set(code, { ...group, accounts });
  }
  return [...byCode.values()].toSorted((one, other) => other.accounts.length - one.accounts.length);
}
