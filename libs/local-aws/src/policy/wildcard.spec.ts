import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesWildcard } from './wildcard.js';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\n', '\\'), maxLength: 12 });
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?', '\n', '\\'), maxLength: 8 });

describe('matchesWildcard', () => {
  it('agrees with the regular expression of the same meaning', () => {
    fc.assert(
      fc.property(patterns, letters, (pattern, text) => {
        const source = pattern
          .replaceAll(/[.\\]/g, String.raw`\$&`)
          .replaceAll('*', '[^]*')
          .replaceAll('?', '[^]');
        expect(matchesWildcard(pattern, text)).toBe(new RegExp(`^(?:${source})$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('matches what a pattern was made from', () => {
    fc.assert(
      fc.property(fc.array(letters), letters, (parts, filler) => {
        expect(matchesWildcard(parts.join('*'), parts.join(filler))).toBe(true);
      }),
    );
  });

  it('does not take exponential time', () => {
    expect(matchesWildcard(`${'a*'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  });
});
