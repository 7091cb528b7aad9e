import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8 } from './utf8-order.js';

describe('compareUtf8', () => {
  it('orders as the bytes of UTF-8 do', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('a', '\uFFFD', '\u{10000}', 'é'),
        fc.string({ unit: 'binary', maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 1000 },
    );
  });
});
