import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withDefaults } from './with-defaults.js';

describe('defaults', () => {
  it('give way to what was given, be it 0, false or empty, but not to undefined', () => {
    const defaults = { count: 5, on: true, name: 'default', kept: 1 };
    const given = { count: 0, on: false, name: '', kept: undefined };
    expect(withDefaults(defaults, given)).toEqual({ count: 0, on: false, name: '', kept: 1 });
  });

  it('are in every field that was not given, and neither object is changed', () => {
    const fields = fc.record({ a: fc.integer(), b: fc.integer(), c: fc.integer() });
    const some = fc.record(
      { a: fc.option(fc.integer(), { nil: undefined }), b: fc.integer(), c: fc.integer() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, some, (defaults, given) => {
        const result = withDefaults(Object.freeze(defaults), Object.freeze(given));
        for (const name of ['a', 'b', 'c'] as const) expect(result[name]).toBe(given[name] ?? defaults[name]);
      }),
    );
  });
});
