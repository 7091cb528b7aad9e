import { html } from './vendor/preact.js';

/** @type {Record<import('./types.js').Reach, string>} */
export const REACHES = {
  reachable: 'Reachable',
  unreachable: 'Unreachable',
  unknown: 'Not checked',
  refused: 'Not allowed',
  own: 'Own account',
};

/**
 * How many accounts are how, and each of them as a dot.
 *
 * @param {{ rows: readonly import('./types.js').AccountRow[], isBusy: boolean, onCheck: () => void }} props
 */
export function Overview({ rows, isBusy, onCheck }) {
  const counts = Object.entries(REACHES).map(([reach, title]) => ({
    reach,
    title,
    count: rows.filter((row) => row.reach === reach).length,
  }));
  const shown = counts.filter(
    ({ reach, count }) => count > 0 || reach === 'reachable' || reach === 'unreachable',
  );
  return html`
    <section class="overview" aria-label="Overview">
      <dl class="counts">
        ${shown.map(
          ({ reach, title, count }) => html`
            <div key=${reach} data-reach=${reach}>
              <dt>${title}</dt>
              <dd>${count}</dd>
            </div>
          `,
        )}
      </dl>
      <button class="primary" disabled=${isBusy} onClick=${onCheck}>
        ${isBusy ? 'Checking…' : 'Check all accounts'}
      </button>
      <div class="dots" aria-hidden="true">
        ${rows.map(({ id, name, reach }) => html`<i key=${id} data-reach=${reach} title=${`${name} ${id}`}></i>`)}
      </div>
    </section>
  `;
}
