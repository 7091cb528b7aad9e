import { sameSignature, sha256Hex } from '../sigv4/signature.js';
import type { Seed } from '../sigv4/signature.js';
import type { ChunkedBody } from './chunked-body.js';

const EMPTY = sha256Hex('');
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/**
 * Whether every chunk, and the trailers if they shall be, is signed by who signed the request. Each signature covers
 * the one before, so that no chunk can be left out, added or moved.
 */
export function chunksAreSigned(
  seed: Seed,
  { chunks, trailers }: ChunkedBody,
  withTrailers: boolean,
): boolean {
  let previous = seed.signature;
  for (const { data, signature } of chunks) {
    const expected = seed.sign(
      ['AWS4-HMAC-SHA256-PAYLOAD', seed.amzDate, seed.scope, previous, EMPTY, sha256Hex(data)].join('\n'),
    );
    if (!sameSignature(expected, signature ?? '')) return false;
    previous = expected;
  }
  if (!withTrailers) return true;
  let lines = '';
  for (const [name, value] of trailers) if (name !== TRAILER_SIGNATURE) lines += `${name}:${value}\n`;
  const expected = seed.sign(
    ['AWS4-HMAC-SHA256-TRAILER', seed.amzDate, seed.scope, previous, sha256Hex(lines)].join('\n'),
  );
  return sameSignature(expected, trailers.get(TRAILER_SIGNATURE) ?? '');
}
