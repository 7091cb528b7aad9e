import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readChunkedBody } from './chunked-body.js';

const chunk = fc.record({
  data: fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  signature: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/), { nil: undefined }),
});
const trailers = fc.dictionary(
  fc.stringMatching(/^x-amz-[a-z0-9]{1,8}$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{0,12}={0,2}$/),
  { maxKeys: 3 },
);

function encode(chunks: { data: Buffer; signature: string | undefined }[], trailing: Record<string, string>) {
  const parts: (Buffer | string)[] = [];
  for (const { data, signature } of [...chunks, { data: Buffer.alloc(0), signature: undefined }]) {
    const mark = signature === undefined ? '' : `;chunk-signature=${signature}`;
    parts.push(`${data.length.toString(16)}${mark}\r\n`);
    if (data.length > 0) parts.push(data, '\r\n');
  }
  for (const [name, value] of Object.entries(trailing)) parts.push(`${name}:${value}\r\n`);
  return Buffer.concat([...parts, '\r\n'].map((part) => Buffer.from(part)));
}

describe('readChunkedBody', () => {
  it('reads back every body, however it was cut, with its signatures and trailers', () => {
    fc.assert(
      fc.property(fc.array(chunk), trailers, (chunks, trailing) => {
        const read = readChunkedBody(encode(chunks, trailing), 1);
        expect(read).toHaveProperty('chunks');
        if (typeof read === 'string' || 'smallChunk' in read) return;
        expect(read.chunks.slice(0, -1)).toEqual(chunks);
        expect(Object.fromEntries(read.trailers)).toEqual({ ...trailing });
      }),
    );
  });

  it('reads no body that was cut off', () => {
    fc.assert(
      fc.property(fc.array(chunk), trailers, fc.nat(), (chunks, trailing, cut) => {
        const whole = encode(chunks, trailing);
        const read = readChunkedBody(whole.subarray(0, cut % whole.length), 1);
        expect(['broken', 'bad-trailer']).toContain(read);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and gives back no more than it was given', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\r\n',
        '0',
        '3',
        'a\r\n',
        ';chunk-signature=',
        '0\r\n\r\n',
        'x:y\r\n',
        ':',
        'ffffffff',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const body = Buffer.from(pieces.join(''));
        const read = readChunkedBody(body, 1);
        if (typeof read === 'string' || 'smallChunk' in read) return;
        const size = read.chunks.reduce((sum, { data }) => sum + data.length, 0);
        expect(size).toBeLessThan(body.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nothing', '', 'broken'],
    ['no size', '\r\n', 'broken'],
    ['a negative size', '-1\r\na\r\n0\r\n\r\n', 'broken'],
    ['a size beyond all bounds', `${'f'.repeat(20)}\r\n`, 'broken'],
    ['a chunk longer than it says', '1\r\nab\r\n0\r\n\r\n', 'broken'],
    ['a chunk that ends otherwise', '1\r\naxx0\r\n\r\n', 'broken'],
    ['a chunk that the body ends in', '9\r\na', 'broken'],
    ['a signature that is none', '1;chunk-signature=x\r\na\r\n0\r\n\r\n', 'broken'],
    ['something behind the end', '0\r\n\r\nmore', 'broken'],
    ['a line without end', `0\r\n${'x'.repeat(2000)}`, 'bad-trailer'],
    ['a trailer without a colon', '0\r\nname\r\n\r\n', 'bad-trailer'],
    ['a trailer twice', '0\r\na:b\r\na:b\r\n\r\n', 'bad-trailer'],
    ['more trailers than S3 has', `0\r\n${'abcdefghi'.split('').join(':\r\n')}:\r\n\r\n`, 'bad-trailer'],
  ])('refuses %s', (_what, body, problem) => {
    expect(readChunkedBody(Buffer.from(body), 1)).toBe(problem);
  });

  it('reads no further than the first chunk that is too small to be followed by another', () => {
    const body = Buffer.from('2\r\nab\r\n1\r\nc\r\n1\r\nd\r\nwhat follows is not read');
    expect(readChunkedBody(body, 2)).toEqual({ smallChunk: 2, bytes: 1 });
  });
});
