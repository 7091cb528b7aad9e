import { AccountsPanel } from './accounts-panel.js';
import { post } from './api.js';
import { EmbeddedPanel } from './embedded-panel.js';
import { KeyForm } from './key-form.js';
import { LibraryPanel } from './library-panel.js';
import { Overview } from './overview.js';
import { SweepPanel } from './sweep-panel.js';
import { useAction } from './use-action.js';
import { useLive } from './use-live.js';
import { html, useEffect, useMemo, useRef } from './vendor/preact.js';

const LINKS = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Connection lost, trying again',
  'key-needed': 'Locked',
};

/** The whole page. */
export function App() {
  const [live, retry] = useLive();
  return html`
    <header class="top">
      <h1>Accounts</h1>
      <p class="link" data-link=${live.link} role="status">${LINKS[live.link]}</p>
      <a href="/docs">API</a>
    </header>
    ${live.link === 'key-needed' ? html`<${KeyForm} onKey=${retry} />` : html`<${Console} live=${live} />`}
  `;
}

/** @param {{ live: import('./types.js').LiveState }} props */
function Console({ live }) {
  const rows = useMemo(() => [...live.accounts.values()], [live.accounts]);
  const check = useAction((accountIds) => post('/console/check', accountIds && { accountIds }));
  useFirstCheck(rows, check.run);
  const problem = check.problem ?? live.problem;
  return html`
    <main>
      <${Overview} rows=${rows} isBusy=${check.isBusy} onCheck=${() => check.run()} />
      ${problem && html`<p class="alert" role="alert">${problem}</p>`}
      <div class="columns">
        <div>
          <${AccountsPanel} rows=${rows} onCheck=${check.run} isEmbedded=${live.stsThrottles !== undefined} />
          <${SweepPanel} />
        </div>
        <aside>
          <${LibraryPanel} stats=${live.stats} />
          ${live.stsThrottles !== undefined && html`<${EmbeddedPanel} stsThrottles=${live.stsThrottles} />`}
        </aside>
      </div>
    </main>
  `;
}

/**
 * When nothing is known of any account yet, they are checked once: that is what a page like this is opened for.
 *
 * @param {readonly import('./types.js').AccountRow[]} rows
 * @param {() => void} check
 */
function useFirstCheck(rows, check) {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || rows.length === 0) return;
    isDone.current = true;
    if (rows.every(({ reach }) => reach === 'unknown')) check();
  }, [rows]);
}
