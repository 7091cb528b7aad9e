import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requestId } from './request-id.js';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('the id of a request', () => {
  it.each(['7f3c', 'trace:01-ab.cd_ef', 'x'.repeat(64)])('is the one that is given: %s', (given) => {
    expect(requestId(given)).toBe(given);
  });

  it.each([undefined, '', 'a b', 'x'.repeat(65), 'é', ['one', 'two']])('is a new one for %p', (given) => {
    expect(requestId(given)).toMatch(UUID);
  });

  it('never breaks a line of a log, whatever is given', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (given) =>
      /^[\w.:-]{1,64}$/.test(requestId(given)),
    );
    expect(() => fc.assert(property)).not.toThrow();
  });
});
