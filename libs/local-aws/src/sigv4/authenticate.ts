import { isRegion, partitionOfRegion } from '../data/region.js';
import type { HttpRequest } from '../http/http-request.js';
import type { Session } from '../sessions/session.js';
import { parseAmzDate } from './amz-date.js';
import type { Authorization } from './authorization.js';
import type { AuthProblem } from './auth-problem.js';
import { MAX_SKEW_MS } from './auth-problem.js';
import { canonicalRequest } from './canonical-request.js';
import type { PathRule } from './canonical-request.js';
import { claimedPayloadHash, payloadMatches } from './payload.js';
import type { PayloadRule } from './payload.js';
import { sameSignature, signatureOf } from './signature.js';

export interface SigningRules {
  readonly path: PathRule;
  readonly payload: PayloadRule;
}

export interface Verifier {
  readonly now: number;
  /** Undefined for keys that were never issued or whose role is gone. */
  readonly find: (accessKeyId: string) => Session | undefined;
}

export type Authenticated = { readonly session: Session } | { readonly problem: AuthProblem };

/** Verifies that the holder of a live session has signed exactly this request. */
export function authenticate(
  request: HttpRequest,
  auth: Authorization,
  rules: SigningRules,
  verifier: Verifier,
): Authenticated {
  const amzDate = request.headers.get('x-amz-date') ?? '';
  const requestTime = parseAmzDate(amzDate);
  if (requestTime === undefined)
    return refuse({ kind: 'malformed', detail: 'X-Amz-Date is missing or no date' });
  const session = verifier.find(auth.accessKeyId);
  const problem =
    scopeProblem(auth, amzDate) ??
    headersProblem(request, auth) ??
    sessionProblem(request, auth, session, verifier.now) ??
    skewProblem(requestTime, verifier.now);
  if (problem !== undefined) return refuse(problem);
  if (session === undefined) return refuse({ kind: 'unknown-key' });
  const refused = signatureProblem(request, auth, rules, session, amzDate);
  return refused === undefined ? { session } : refuse(refused);
}

function refuse(problem: AuthProblem): Authenticated {
  return { problem };
}

function scopeProblem(auth: Authorization, amzDate: string): AuthProblem | undefined {
  if (auth.date !== amzDate.slice(0, 8)) {
    return { kind: 'wrong-scope', detail: 'the date of the credential scope is not that of X-Amz-Date' };
  }
  if (auth.terminator !== 'aws4_request') {
    return { kind: 'wrong-scope', detail: 'the credential scope must end with aws4_request' };
  }
  if (!isRegion(auth.region)) return { kind: 'wrong-scope', detail: 'the credential scope names no region' };
  return undefined;
}

function headersProblem(request: HttpRequest, auth: Authorization): AuthProblem | undefined {
  const signed = new Set(auth.signedHeaders);
  const names = ['host'].filter((name) => !signed.has(name));
  for (const name of request.headers.keys()) {
    if (name.startsWith('x-amz-') && !signed.has(name)) names.push(name);
  }
  if (names.length > 0) return { kind: 'unsigned-headers', names };
  const absent = auth.signedHeaders.some((name) => !request.headers.has(name));
  return absent ? { kind: 'malformed', detail: 'SignedHeaders names a header that was not sent' } : undefined;
}

function sessionProblem(
  request: HttpRequest,
  auth: Authorization,
  session: Session | undefined,
  now: number,
): AuthProblem | undefined {
  if (session === undefined) return { kind: 'unknown-key' };
  const token = request.headers.get('x-amz-security-token');
  if (token === undefined) return { kind: 'token-missing' };
  if (!sameSignature(session.keys.sessionToken, token)) return { kind: 'token-mismatch' };
  // Written so that a clock that gives no number expires everything.
  if (!(now < session.expiresAt)) return { kind: 'expired', sessionToken: token };
  return partitionOfRegion(auth.region) === session.caller.partition
    ? undefined
    : { kind: 'wrong-partition' };
}

function skewProblem(requestTime: number, serverTime: number): AuthProblem | undefined {
  return Math.abs(serverTime - requestTime) <= MAX_SKEW_MS
    ? undefined
    : { kind: 'skewed', requestTime, serverTime };
}

function signatureProblem(
  request: HttpRequest,
  auth: Authorization,
  rules: SigningRules,
  session: Session,
  amzDate: string,
): AuthProblem | undefined {
  const claimed = claimedPayloadHash(request, rules.payload);
  if (typeof claimed !== 'string') return claimed;
  const canonical = canonicalRequest(request, auth.signedHeaders, claimed, rules.path);
  if (canonical === undefined) return { kind: 'bad-query' };
  if (!sameSignature(signatureOf(session, auth, amzDate, canonical), auth.signature))
    return { kind: 'signature' };
  return payloadMatches(request, claimed) ? undefined : { kind: 'payload-hash', claimed };
}
