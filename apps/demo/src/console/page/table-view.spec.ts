import { describe, expect, it } from '@jest/globals';
import { filtered, PAGE_ROWS, pageOf, sorted } from './table-view.js';
import type { Column } from './types.js';

interface Row {
  readonly name: string;
  readonly ms: number;
}

const COLUMNS: Column<Row>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, isSearched: true },
  { key: 'ms', title: 'Took', value: ({ ms }) => ms },
];
const ROWS = [
  { name: 'Payments 10', ms: 7 },
  { name: 'payments 9', ms: 30 },
  { name: 'Search', ms: -1 },
];
const names = (rows: readonly Row[]): string[] => rows.map(({ name }) => name);

describe('the rows of a table', () => {
  it('are found by all words of the filter, in the columns that are searched alone', () => {
    expect(names(filtered(ROWS, COLUMNS, ' PAY 9 '))).toEqual(['payments 9']);
    expect(filtered(ROWS, COLUMNS, '30')).toEqual([]);
    expect(filtered(ROWS, COLUMNS, ' ')).toBe(ROWS);
  });

  it('are sorted as people do it, and numbers by their size', () => {
    const by = (key: string, isDescending = false): string[] =>
      names(sorted(ROWS, COLUMNS, { key, isDescending }));
    expect(by('name')).toEqual(['payments 9', 'Payments 10', 'Search']);
    expect(by('ms')).toEqual(['Search', 'Payments 10', 'payments 9']);
    expect(by('ms', true)).toEqual(['payments 9', 'Payments 10', 'Search']);
  });

  it('come in pages, of which the last is shown when the wanted one is no more', () => {
    const many = Array.from({ length: PAGE_ROWS + 1 }, (_, index) => index);
    expect(pageOf(many, 0)).toMatchObject({ page: 0, pages: 2 });
    expect(pageOf(many, 7)).toEqual({ page: 1, pages: 2, rows: [PAGE_ROWS] });
    expect(pageOf([], 0)).toEqual({ page: 0, pages: 1, rows: [] });
  });
});
