import type { HttpRequest } from '../http/http-request.js';
import type { AuthProblem } from './auth-problem.js';
import type { Claim } from './claim.js';
import { sha256Hex } from './signature.js';

/** Where the hash of the payload comes from: always the body, or S3's header, which may also decline to sign it. */
export type PayloadRule = 'body' | 's3-header';

/** What a request says in place of a hash when its body is sent in chunks of S3's own; each says how they are signed. */
export const CHUNKED_PAYLOADS = [
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
] as const;

export type ChunkedPayload = (typeof CHUNKED_PAYLOADS)[number];

const HEX = /^[0-9a-f]{64}$/;
const EMPTY = sha256Hex('');

/** The kind of chunks that a body is sent in; undefined for a body that is sent as it is. */
export function chunkedPayload(claimed: string | undefined): ChunkedPayload | undefined {
  return CHUNKED_PAYLOADS.find((kind) => kind === claimed);
}

/** The payload hash to put into the canonical request, or why there is none. */
export function claimedPayloadHash(
  request: HttpRequest,
  { payloadHash, place }: Claim,
  rule: PayloadRule,
): string | AuthProblem {
  if (rule === 'body') return bodyHash(request);
  if (payloadHash === undefined) return { kind: 'payload-hash-missing' };
  if (payloadHash === 'UNSIGNED-PAYLOAD' || HEX.test(payloadHash)) return payloadHash;
  if (place === 'header' && chunkedPayload(payloadHash) !== undefined) return payloadHash;
  return { kind: 'payload-unsupported', claimed: payloadHash };
}

/** Whether the body is what its signed hash says. Chunks are verified when they are put together. */
export function payloadMatches(request: HttpRequest, claimed: string): boolean {
  return !HEX.test(claimed) || claimed === bodyHash(request);
}

function bodyHash({ body }: HttpRequest): string {
  return body.length === 0 ? EMPTY : sha256Hex(body);
}
