import { accountColumns } from './account-columns.js';
import { post } from './api.js';
import { DataTable } from './data-table.js';
import { useAction } from './use-action.js';
import { useNow } from './use-now.js';
import { html, useMemo } from './vendor/preact.js';

const TROUBLES_FIRST = { key: 'reach', isDescending: false };

/** @param {import('./types.js').AccountRow} row */
const idOf = ({ id }) => id;

/** What happened, and what to do. @param {import('./types.js').AccountRow} row */
const problemOf = ({ problem }) => problem?.message;

/**
 * @param {{
 *   rows: readonly import('./types.js').AccountRow[],
 *   onCheck: (accountIds: readonly string[]) => void,
 *   isEmbedded: boolean,
 * }} props
 */
export function AccountsPanel({ rows, onCheck, isEmbedded }) {
  const now = useNow(5_000);
  const trust = useAction((accountId, trusted) => post('/embedded/trust', { accountId, trusted }));
  const columns = useMemo(
    () => accountColumns({ now, onCheck, onTrust: isEmbedded ? trust.run : undefined }),
    [now, isEmbedded],
  );
  return html`
    <section class="panel">
      <h2>Account directory</h2>
      ${trust.problem && html`<p class="alert" role="alert">${trust.problem}</p>`}
      <${DataTable}
        title="Accounts"
        rows=${rows}
        columns=${columns}
        keyOf=${idOf}
        sortedBy=${TROUBLES_FIRST}
        detailOf=${problemOf}
        empty="No accounts are known yet."
      />
    </section>
  `;
}
