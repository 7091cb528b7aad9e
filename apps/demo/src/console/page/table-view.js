export const PAGE_ROWS = 100;

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * The rows in which every word of the filter is found, in any of the columns that are searched.
 *
 * @template Row
 * @param {readonly Row[]} rows
 * @param {readonly import('./types.js').Column<Row>[]} columns
 * @param {string} filter
 */
export function filtered(rows, columns, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const searched = columns.filter(({ isSearched }) => isSearched);
  return rows.filter((row) => {
    const text = searched
      .map(({ value }) => value(row))
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/**
 * @template Row
 * @param {readonly Row[]} rows
 * @param {readonly import('./types.js').Column<Row>[]} columns
 * @param {import('./types.js').Sorting} sorting
 */
export function sorted(rows, columns, { key, isDescending }) {
  const column = columns.find((one) => one.key === key);
  if (!column) return rows;
  const direction = isDescending ? -1 : 1;
  return rows.toSorted((one, other) => direction * compare(column.value(one), column.value(other)));
}

/**
 * @param {string | number} one
 * @param {string | number} other
 */
function compare(one, other) {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return byText.compare(String(one), String(other));
}

/**
 * One page of rows, and how many pages there are. A page that is none any more is the last one.
 *
 * @template Row
 * @param {readonly Row[]} rows
 * @param {number} wanted from 0
 */
export function pageOf(rows, wanted) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, rows: rows.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS) };
}
