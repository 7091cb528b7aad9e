import { isRegion, partitionOfRegion } from '../data/region.js';
import type { HttpRequest } from '../http/http-request.js';
import type { Session } from '../sessions/session.js';
import { parseAmzDate } from './amz-date.js';
import type { AuthProblem } from './auth-problem.js';
import { canonicalRequest } from './canonical-request.js';
import type { PathRule } from './canonical-request.js';
import type { Claim } from './claim.js';
import { claimedPayloadHash, payloadMatches } from './payload.js';
import type { PayloadRule } from './payload.js';
import { sameSignature, seedOf } from './signature.js';
import type { Seed } from './signature.js';
import { validityProblem } from './validity.js';
import type { PresignedRule } from './validity.js';

export interface SigningRules {
  readonly path: PathRule;
  readonly payload: PayloadRule;
  readonly presigned: PresignedRule;
}

export interface Verifier {
  readonly now: number;
  /** Undefined for keys that were never issued or whose role is gone. */
  readonly find: (accessKeyId: string) => Session | undefined;
}

export type Authenticated =
  { readonly session: Session; readonly seed: Seed } | { readonly problem: AuthProblem };

/** Verifies that the holder of a live session has signed exactly this request. */
export function authenticate(
  request: HttpRequest,
  claim: Claim,
  rules: SigningRules,
  verifier: Verifier,
): Authenticated {
  const requestTime = parseAmzDate(claim.amzDate);
  if (requestTime === undefined) {
    return refuse({ kind: 'malformed', place: claim.place, detail: 'X-Amz-Date is missing or no date' });
  }
  const session = verifier.find(claim.accessKeyId);
  const problem =
    scopeProblem(claim) ??
    headersProblem(request, claim) ??
    sessionProblem(claim, session, verifier.now) ??
    validityProblem(claim, requestTime, verifier.now, rules.presigned);
  if (problem !== undefined) return refuse(problem);
  return session === undefined ? refuse({ kind: 'unknown-key' }) : verify(request, claim, rules, session);
}

function refuse(problem: AuthProblem): Authenticated {
  return { problem };
}

function scopeProblem({ date, amzDate, terminator, region, place }: Claim): AuthProblem | undefined {
  const wrong = (detail: string): AuthProblem => ({ kind: 'wrong-scope', place, detail });
  if (date !== amzDate.slice(0, 8)) {
    return wrong('the date of the credential scope is not that of X-Amz-Date');
  }
  if (terminator !== 'aws4_request') return wrong('the credential scope must end with aws4_request');
  return isRegion(region) ? undefined : wrong('the credential scope names no region');
}

function headersProblem(request: HttpRequest, { signedHeaders, place }: Claim): AuthProblem | undefined {
  const signed = new Set(signedHeaders);
  const names = ['host'].filter((name) => !signed.has(name));
  for (const name of request.headers.keys()) {
    if (name.startsWith('x-amz-') && !signed.has(name)) names.push(name);
  }
  if (names.length > 0) return { kind: 'unsigned-headers', names };
  const absent = signedHeaders.some((name) => !request.headers.has(name));
  return absent
    ? { kind: 'malformed', place, detail: 'SignedHeaders names a header that was not sent' }
    : undefined;
}

function sessionProblem(
  { sessionToken, region }: Claim,
  session: Session | undefined,
  now: number,
): AuthProblem | undefined {
  if (session === undefined) return { kind: 'unknown-key' };
  if (sessionToken === undefined) return { kind: 'token-missing' };
  if (!sameSignature(session.keys.sessionToken, sessionToken)) return { kind: 'token-mismatch' };
  // Written so that a clock that gives no number expires everything.
  if (!(now < session.expiresAt)) return { kind: 'expired', sessionToken };
  return partitionOfRegion(region) === session.caller.partition ? undefined : { kind: 'wrong-partition' };
}

function verify(request: HttpRequest, claim: Claim, rules: SigningRules, session: Session): Authenticated {
  const hash = claimedPayloadHash(request, claim, rules.payload);
  if (typeof hash !== 'string') return refuse(hash);
  const signed = { ...request, rawQuery: claim.signedQuery };
  const canonical = canonicalRequest(signed, claim.signedHeaders, hash, rules.path);
  if (canonical === undefined) return refuse({ kind: 'bad-query' });
  const seed = seedOf(session, claim, claim.amzDate, canonical);
  if (!sameSignature(seed.signature, claim.signature)) return refuse({ kind: 'signature' });
  return payloadMatches(request, hash) ? { session, seed } : refuse({ kind: 'payload-hash', claimed: hash });
}
