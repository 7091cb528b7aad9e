import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pages } from './pages.js';

const keyOf = (key: string) => key;
const keys = fc.uniqueArray(fc.string({ minLength: 1 })).map((all) => all.toSorted());
const sizes = fc.array(fc.nat(5), { maxLength: 4 }).filter((all) => all.length === 0 || all.some(Boolean));

describe('pages', () => {
  it('hold every entry of a list once and in order, whatever their sizes', () => {
    fc.assert(
      fc.property(keys, sizes, fc.integer({ min: 1, max: 6 }), (sorted, given, limit) => {
        const pages = new Pages(given);
        const seen: string[] = [];
        let token: string | undefined;
        let asked = 0;
        do {
          const page = pages.take(sorted, keyOf, { limit, token, list: 'a list' });
          expect(page?.entries.length).toBeLessThanOrEqual(limit);
          seen.push(...(page?.entries ?? []));
          token = page?.nextToken;
        } while (token !== undefined && asked++ < 1000);
        expect(seen).toEqual(sorted);
      }),
    );
  });

  it('know no token but their own', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        expect(new Pages([]).take(['a'], keyOf, { limit: 1, token, list: 'list' })).toBeUndefined();
      }),
    );
  });
});
