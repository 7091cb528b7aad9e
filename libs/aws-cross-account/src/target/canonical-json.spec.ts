import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

const refuse = (path: string): never => {
  throw new RangeError(path);
};

describe('canonical JSON', () => {
  it('is JSON of the same content', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value, 'x', refuse))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of fields', () => {
    const shuffled = fc
      .dictionary(fc.string(), fc.integer())
      .chain((object) =>
        fc.tuple(
          fc.constant(object),
          fc.shuffledSubarray(Object.keys(object), { minLength: Object.keys(object).length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([object, order]) => {
        const reordered = Object.fromEntries(order.map((name) => [name, object[name]]));
        expect(canonicalJson(reordered, 'x', refuse)).toBe(
          canonicalJson(Object.fromEntries(Object.entries(object)), 'x', refuse),
        );
      }),
    );
  });

  it('leaves out undefined fields, as if they were not given', () => {
    expect(canonicalJson({ a: 1, b: undefined }, 'x', refuse)).toBe('{"a":1}');
  });

  it.each([
    ['a function', { deep: [{ fn: () => 1 }] }, 'x.deep[0].fn'],
    ['a date', { at: new Date(0) }, 'x.at'],
    ['not a number', { n: Number.NaN }, 'x.n'],
    ['an instance', { m: new Map() }, 'x.m'],
    ['a hole', { list: Array(1) }, 'x.list[0]'],
  ])('refuses %s, and says where it is', (_, value, path) => {
    expect(() => canonicalJson(value, 'x', refuse)).toThrow(new RangeError(path));
  });

  it('refuses what holds itself, or is nested deeper than 64', () => {
    const endless: Record<string, unknown> = {};
    endless['again'] = endless;
    expect(() => canonicalJson(endless, 'x', refuse)).toThrow(new RangeError(`x${'.again'.repeat(64)}`));
  });

  it('takes plain objects of another realm', () => {
    expect(canonicalJson({ of: runInNewContext('({ b: 1, a: [2] })') as object }, 'x', refuse)).toBe(
      '{"of":{"a":[2],"b":1}}',
    );
  });

  it('reads a field once', () => {
    let reads = 0;
    const fickle = {
      get answer(): number {
        reads += 1;
        return reads;
      },
    };
    expect(canonicalJson(fickle, 'x', refuse)).toBe('{"answer":1}');
  });
});
