import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseXml } from './parse-xml.js';
import { document, element, escapeXml } from './xml.js';

const LEGAL = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

describe('escapeXml', () => {
  it('lets every legal text through an element unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => LEGAL.test(text)),
        (text) => {
          expect(parseXml(document(element('T', text)))?.text).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never lets markup or an illegal character out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped).not.toMatch(/[<>"'\r]/);
        expect(escaped.replaceAll(/&(?:amp|lt|gt|quot|apos|#xD);/g, '')).not.toContain('&');
        expect(escaped).toMatch(LEGAL);
      }),
      { numRuns: 500 },
    );
  });

  it('replaces what no XML document can hold', () => {
    expect(escapeXml('a\u0000b\uD800c\uFFFF')).toBe('a\uFFFDb\uFFFDc\uFFFD');
  });
});

describe('parseXml', () => {
  it.each([
    '',
    '<a>',
    '<a></b>',
    '<a><b></a>',
    'a',
    '<a/><b/>',
    '<a>&nope;</a>',
    '<a>&toString;</a>',
    '<a>&#0;</a>',
    '<1/>',
    '<!DOCTYPE a><a/>',
  ])('refuses %j', (text) => {
    expect(parseXml(text)).toBeUndefined();
  });

  it('reads children, entities and the declaration', () => {
    expect(parseXml('<?xml version="1.0"?>\n<a xmlns="x"><b>1 &#x26; 2</b><c/></a>')).toEqual({
      name: 'a',
      text: '',
      children: [
        { name: 'b', text: '1 & 2', children: [] },
        { name: 'c', text: '', children: [] },
      ],
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '&', ';', '#', '?', ' '), maxLength: 60 }),
        (text) => {
          expect(() => parseXml(text)).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is not felled by depth', () => {
    expect(parseXml('<a>'.repeat(100_000))).toBeUndefined();
  });
});
