import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCsv } from './csv.js';

/** A reader of RFC 4180, written for this test alone. */
function readCsv(text: string): string[][] {
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, cell = '', end] of cells) {
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('a table as CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\n=1', '\0=1'])(
    'is no formula: %j',
    (text) => {
      expect(readCsv(toCsv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it('leaves numbers as they are, and quotes what would be taken for its own signs', () => {
    expect(toCsv([['a,b', 'say "hi"', -5, 'two\nlines']])).toBe('"a,b","say ""hi""",-5,"two\nlines"\r\n');
  });

  it('is read back as it was, whatever is in it', () => {
    const row = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 });
    const property = fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const read = readCsv(toCsv(rows)).map((cells) => cells.map((cell) => cell.replace(/^'/, '')));
      expect(read).toEqual(rows.map((cells) => cells.map((cell) => cell.replace(/^'/, ''))));
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});
