import { filtered, pageOf, sorted } from './table-view.js';
import { html, useMemo, useState } from './vendor/preact.js';

/**
 * A table that is sorted by its columns, filtered, and shown in pages, so that it is quick with many rows.
 *
 * @template Row
 * @param {{
 *   title: string,
 *   rows: readonly Row[],
 *   columns: readonly import('./types.js').Column<Row>[],
 *   keyOf: (row: Row) => string,
 *   sortedBy: import('./types.js').Sorting,
 *   empty: string,
 *   detailOf?: (row: Row) => unknown,
 * }} props
 */
export function DataTable({ title, rows, columns, keyOf, sortedBy, empty, detailOf }) {
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState(sortedBy);
  const [wanted, setWanted] = useState(0);
  const found = useMemo(
    () => sorted(filtered(rows, columns, filter), columns, sorting),
    [rows, columns, filter, sorting],
  );
  const shown = pageOf(found, wanted);
  const set = (/** @type {InputEvent} */ event) => {
    setFilter(/** @type {HTMLInputElement} */ (event.target).value);
    setWanted(0);
  };
  return html`
    <div class="tools">
      <label>Filter <input type="search" value=${filter} onInput=${set} /></label>
      <span role="status">${found.length} of ${rows.length}</span>
    </div>
    <div class="scroll" role="region" aria-label=${title} tabindex="0">
      <table role="table" aria-label=${title}>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map((column) => html`<${Heading} column=${column} sorting=${sorting} onSort=${setSorting} />`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${shown.rows.map((row) => html`<${TableRow} key=${keyOf(row)} row=${row} columns=${columns} detail=${detailOf?.(row)} />`)}
        </tbody>
      </table>
      ${found.length === 0 && html`<p class="empty">${rows.length === 0 ? empty : 'Nothing meets the filter.'}</p>`}
    </div>
    ${shown.pages > 1 && html`<${Pages} ...${shown} onPage=${setWanted} />`}
  `;
}

/**
 * @param {{
 *   column: import('./types.js').Column<any>,
 *   sorting: import('./types.js').Sorting,
 *   onSort: (sorting: import('./types.js').Sorting) => void,
 * }} props
 */
function Heading({ column: { key, title, isUnsorted, isNumber }, sorting, onSort }) {
  if (isUnsorted) return html`<th role="columnheader" scope="col">${title}</th>`;
  const isSorted = sorting.key === key;
  const direction = sorting.isDescending ? 'descending' : 'ascending';
  const sort = () => onSort({ key, isDescending: isSorted && !sorting.isDescending });
  return html`
    <th
      role="columnheader"
      scope="col"
      class=${isNumber ? 'number' : ''}
      aria-sort=${isSorted ? direction : 'none'}
    >
      <button onClick=${sort}>${title}<span aria-hidden="true"></span></button>
    </th>
  `;
}

/** @param {{ row: any, columns: readonly import('./types.js').Column<any>[], detail: unknown }} props */
function TableRow({ row, columns, detail }) {
  return html`
    <tr role="row">
      ${columns.map(
        ({ key, title, value, cell = value, isNumber }) => html`
          <td key=${key} role="cell" data-title=${title} class=${isNumber ? 'number' : ''}>${cell(row)}</td>
        `,
      )}
    </tr>
    ${
      detail &&
      html`<tr role="row" class="detail">
        <td role="cell" colspan=${columns.length}>${detail}</td>
      </tr>`
    }
  `;
}

/** @param {{ page: number, pages: number, onPage: (page: number) => void }} props */
function Pages({ page, pages, onPage }) {
  return html`
    <nav class="pages" aria-label="Pages">
      <button disabled=${page === 0} onClick=${() => onPage(page - 1)}>Previous</button>
      <span>Page ${page + 1} of ${pages}</span>
      <button disabled=${page === pages - 1} onClick=${() => onPage(page + 1)}>Next</button>
    </nav>
  `;
}
