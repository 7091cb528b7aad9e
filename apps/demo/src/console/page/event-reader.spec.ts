import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventReader } from './event-reader.js';

const text = (events: readonly unknown[]): string =>
  events.map((event) => `event: any\ndata: ${JSON.stringify(event)}\n\n`).join('');

function read(pieces: readonly string[]): unknown[] {
  const heard: unknown[] = [];
  const reader = eventReader((event) => heard.push(event));
  for (const piece of pieces) reader(piece);
  return heard;
}

describe('the reader of events', () => {
  it('tells each event once it is complete, and not before', () => {
    const whole = text([{ type: 'ping' }]);
    expect(read([whole.slice(0, -1)])).toEqual([]);
    expect(read([whole.slice(0, -1), '\n'])).toEqual([{ type: 'ping' }]);
  });

  it('tells the same however the text is cut', () => {
    const property = fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(200)), (events, cuts) => {
      const whole = text(events);
      const places = [0, ...cuts.toSorted((one, other) => one - other), whole.length];
      const pieces = places.slice(1).map((place, index) => whole.slice(places[index], place));
      expect(read(pieces)).toEqual(read([whole]));
      expect(read(pieces)).toHaveLength(events.length);
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});
