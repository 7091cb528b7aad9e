import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodePercent } from './percent.js';
import { parseForm, parseQuery } from './query.js';

const text = fc.string({ unit: 'grapheme' });
const pairs = fc.array(
  fc.tuple(
    text.filter((name) => name !== ''),
    text,
  ),
);

describe('parseQuery', () => {
  it('reads back every list of pairs that was encoded', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const raw = list.map(([name, value]) => `${encodePercent(name)}=${encodePercent(value)}`).join('&');
        expect(parseQuery(raw)).toEqual(list);
      }),
    );
  });

  it('never throws, and knows what cannot be decoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('%', '2', 'f', 'C', '=', '&', '+', 'x') }), (raw) => {
        let broken = false;
        try {
          decodeURIComponent(raw);
        } catch {
          broken = true;
        }
        expect(parseQuery(raw) === undefined).toBe(broken);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a plus sign for itself', () => {
    expect(parseQuery('a+b=c+d')).toEqual([['a+b', 'c+d']]);
  });
});

describe('parseForm', () => {
  it('reads back what URLSearchParams writes', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        expect(parseForm(new URLSearchParams(list).toString())).toEqual(list);
      }),
    );
  });
});
