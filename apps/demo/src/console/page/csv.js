/**
 * A table as CSV (RFC 4180), for spreadsheets: a cell that one of them would take for a formula begins with an apostrophe, so that it is shown,
 * and not run.
 *
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function toCsv(rows) {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @param {string | number} value */
function cell(value) {
  const text = typeof value === 'string' && /^[\s\p{Cc}]*[=+\-@]/u.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Gives a file to whoever looks at the page.
 *
 * @param {string} name
 * @param {string} text
 */
export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
