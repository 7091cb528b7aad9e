import type { HttpRequest } from '../http/http-request.js';
import type { AuthProblem } from './auth-problem.js';
import { sha256Hex } from './signature.js';

/** Where the hash of the payload comes from: always the body, or S3's header, which may also decline to sign it. */
export type PayloadRule = 'body' | 's3-header';

const HEX = /^[0-9a-f]{64}$/;
const EMPTY = sha256Hex('');

/** The payload hash to put into the canonical request, or why there is none. */
export function claimedPayloadHash(request: HttpRequest, rule: PayloadRule): string | AuthProblem {
  if (rule === 'body') return bodyHash(request);
  const claimed = request.headers.get('x-amz-content-sha256');
  if (claimed === undefined) return { kind: 'payload-hash-missing' };
  if (claimed === 'UNSIGNED-PAYLOAD' || HEX.test(claimed)) return claimed;
  return { kind: 'payload-unsupported', claimed };
}

/** Whether the body is what its signed hash says. */
export function payloadMatches(request: HttpRequest, claimed: string): boolean {
  return claimed === 'UNSIGNED-PAYLOAD' || claimed === bodyHash(request);
}

function bodyHash({ body }: HttpRequest): string {
  return body.length === 0 ? EMPTY : sha256Hex(body);
}
