import { REACHES } from './overview.js';
import { html } from './vendor/preact.js';

/** @typedef {import('./types.js').AccountRow} AccountRow */

/** Troubles first. @type {readonly import('./types.js').Reach[]} */
const ORDER = ['unreachable', 'reachable', 'unknown', 'refused', 'own'];

/**
 * @param {{
 *   now: number,
 *   onCheck: (accountIds: readonly string[]) => void,
 *   onTrust: ((accountId: string, trusted: boolean) => void) | undefined,
 * }} given `onTrust` only where the trust may be changed
 * @returns {readonly import('./types.js').Column<AccountRow>[]}
 */
export function accountColumns({ now, onCheck, onTrust }) {
  return [
    {
      key: 'reach',
      title: 'Reach',
      // Those that can be reached and are in trouble come before those that are well.
      value: ({ reach, problem }) => ORDER.indexOf(reach) * 2 + (problem ? 0 : 1),
      cell: ({ reach }) => html`<span class="reach" data-reach=${reach}>${REACHES[reach]}</span>`,
    },
    { key: 'name', title: 'Name', value: ({ name }) => name, isSearched: true },
    {
      key: 'id',
      title: 'Account',
      value: ({ id }) => id,
      cell: ({ id }) => html`<code>${id}</code>`,
      isSearched: true,
    },
    { key: 'ou', title: 'Unit', value: ({ ou }) => ou, isSearched: true },
    {
      key: 'state',
      title: 'State',
      value: ({ state }) => state.toLowerCase().replaceAll('_', ' '),
      isSearched: true,
    },
    {
      key: 'age',
      title: 'Credentials',
      value: (row) => row.session?.obtainedAt ?? 0,
      cell: (row) => html`<${AgeBar} row=${row} now=${now} />`,
    },
    { key: 'checkMs', title: 'Check', value: ({ checkMs = -1 }) => checkMs, cell: checkText, isNumber: true },
    {
      key: 'problem',
      title: 'Last error',
      value: ({ problem }) => problem?.code ?? '',
      cell: ({ problem }) => problem && html`<strong class="code">${problem.code}</strong>`,
      isSearched: true,
    },
    {
      key: 'actions',
      title: 'Actions',
      isUnsorted: true,
      value: ({ id }) => id,
      cell: (row) => html`<${Actions} row=${row} onCheck=${onCheck} onTrust=${onTrust} />`,
    },
  ];
}

/** @param {AccountRow} row */
function checkText({ checkMs }) {
  return checkMs === undefined ? '' : `${checkMs} ms`;
}

/** @param {{ row: AccountRow, now: number }} props */
function AgeBar({ row: { session, name }, now }) {
  if (!session) return html`<span class="none">none held</span>`;
  const { obtainedAt, expiresAt, state } = session;
  const age = Math.max(0, now - obtainedAt);
  const life = Math.max(1, expiresAt - obtainedAt);
  const text = `${minutes(age)} of ${minutes(life)} min${state === 'fresh' ? '' : `, ${state}`}`;
  const share = `${Math.min(100, (age / life) * 100)}%`;
  return html`
    <span class="age" data-state=${state}>
      <span class="bar" role="img" aria-label=${`Credentials of ${name}: ${text}`}
        ><i style=${{ width: share }}></i
      ></span>
      <small>${text}</small>
    </span>
  `;
}

/** @param {number} ms */
function minutes(ms) {
  return Math.round(ms / 60_000);
}

/**
 * @param {{
 *   row: AccountRow,
 *   onCheck: (accountIds: readonly string[]) => void,
 *   onTrust: ((accountId: string, trusted: boolean) => void) | undefined,
 * }} props
 */
function Actions({ row: { id, name, reach }, onCheck, onTrust }) {
  if (reach === 'own' || reach === 'refused') return null;
  const isBroken = reach === 'unreachable';
  const change = isBroken ? 'Repair trust' : 'Break trust';
  return html`
    <span class="actions">
      <button aria-label=${`Check ${name}`} onClick=${() => onCheck([id])}>Check</button>
      ${
        onTrust &&
        html`<button aria-label=${`${change} of ${name}`} onClick=${() => onTrust(id, isBroken)}>
          ${change}
        </button>`
      }
    </span>
  `;
}
