import { download, toCsv } from './csv.js';
import { DataTable } from './data-table.js';
import { html } from './vendor/preact.js';
import { useSweep } from './use-sweep.js';

/** @typedef {import('./types.js').SweepRow} SweepRow */

const BY_ACCOUNT = { key: 'name', isDescending: false };

/** @type {readonly import('./types.js').Column<SweepRow>[]} */
const COLUMNS = [
  { key: 'name', title: 'Name', value: ({ name }) => name, isSearched: true },
  {
    key: 'accountId',
    title: 'Account',
    value: ({ accountId }) => accountId,
    cell: ({ accountId }) => html`<code>${accountId}</code>`,
    isSearched: true,
  },
  { key: 'region', title: 'Region', value: ({ region }) => region, isSearched: true },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => status,
    cell: ({ status }) => html`<span class="reach" data-status=${status}>${status}</span>`,
    isSearched: true,
  },
  { key: 'bucket', title: 'Bucket', value: ({ bucket }) => bucket, isSearched: true },
  { key: 'createdAt', title: 'Created', value: ({ createdAt }) => createdAt.slice(0, 10) },
  {
    key: 'durationMs',
    title: 'Took',
    value: ({ durationMs }) => durationMs,
    cell: ({ durationMs }) => `${durationMs} ms`,
    isNumber: true,
  },
  {
    key: 'code',
    title: 'Why not',
    value: ({ code }) => code,
    cell: ({ code, status }) => code && html`<strong class="code" data-status=${status}>${code}</strong>`,
    isSearched: true,
  },
];

/** @type {Record<import('./types.js').SweepState['phase'], string>} */
const PHASES = {
  none: 'Lists the buckets of every account, in every region that it has switched on.',
  running: 'Under way',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** @param {SweepRow} row */
const keyOf = ({ key }) => key;

/** @param {SweepRow} row */
const detailOf = ({ detail }) => detail;

/** A sweep of the buckets of all accounts and regions. */
export function SweepPanel() {
  const { sweep, begin, cancel } = useSweep();
  const { phase, rows, problem } = sweep;
  const isRunning = phase === 'running';
  return html`
    <section class="panel">
      <h2>Bucket sweep</h2>
      <div class="sweep">
        <button class="primary" disabled=${isRunning} onClick=${() => begin({ regions: 'enabled' })}>
          Sweep buckets
        </button>
        <button disabled=${!isRunning} onClick=${cancel}>Cancel</button>
        <button disabled=${rows.length === 0} onClick=${() => download('buckets.csv', csvOf(rows))}>
          Download CSV
        </button>
        <${Progress} ...${sweep} />
      </div>
      ${problem && html`<p class="alert" role="alert">${problem}</p>`}
      <${Failures} groups=${sweep.failures} />
      ${
        phase !== 'none' &&
        html`<${DataTable}
          title="Buckets"
          rows=${rows}
          columns=${COLUMNS}
          keyOf=${keyOf}
          detailOf=${detailOf}
          sortedBy=${BY_ACCOUNT}
          empty="No buckets, and no failures."
        />`
      }
    </section>
  `;
}

/** @param {import('./types.js').SweepState} props */
function Progress({ phase, done, total, buckets }) {
  if (phase === 'none') return html`<p class="note">${PHASES.none}</p>`;
  const places = total === undefined ? done : `${done} of ${total}`;
  // Until the total is known, how far it is cannot be told.
  const value = total === undefined && phase === 'running' ? {} : { value: total === undefined ? 1 : done };
  return html`
    <progress aria-label="Progress of the sweep" max=${total ?? 1} ...${value}></progress>
    <p class="note" role="status">${PHASES[phase]}: ${places} accounts and regions, ${buckets} buckets</p>
  `;
}

/** @param {{ groups: import('./types.js').SweepState['failures'] }} props */
function Failures({ groups }) {
  if (groups.length === 0) return null;
  return html`
    <div class="failures">
      <h3>What failed, and why</h3>
      ${groups.map(
        ({ code, message, accounts }) => html`
          <details key=${code} class="problem">
            <summary>${code}: ${accounts.length === 1 ? '1 account' : `${accounts.length} accounts`}</summary>
            <p>${message}</p>
            <ul>
              ${accounts.map(({ id, name }) => html`<li key=${id}>${name} <code>${id}</code></li>`)}
            </ul>
          </details>
        `,
      )}
    </div>
  `;
}

/** @param {readonly SweepRow[]} rows */
function csvOf(rows) {
  const titles = [
    'account',
    'name',
    'region',
    'status',
    'bucket',
    'bucket region',
    'created',
    'took ms',
    'code',
    'detail',
  ];
  return toCsv([
    titles,
    ...rows.map((row) => [
      row.accountId,
      row.name,
      row.region,
      row.status,
      row.bucket,
      row.bucketRegion,
      row.createdAt,
      row.durationMs,
      row.code,
      row.detail,
    ]),
  ]);
}
