import type { AuthProblem } from './auth-problem.js';
import { MAX_SKEW_MS } from './auth-problem.js';
import type { Claim } from './claim.js';

/** How long a presigned URL is valid: as long as it says (S3), or for 15 minutes whatever it says (STS). */
export type PresignedRule = 'as-it-says' | 'fifteen-minutes';

const MAX_SECONDS = 604_800;

/** Why a request of this time is too early or too late, if it is. */
export function validityProblem(
  claim: Claim,
  requestTime: number,
  serverTime: number,
  rule: PresignedRule,
): AuthProblem | undefined {
  if (claim.place === 'query' && rule === 'as-it-says')
    return presignedProblem(claim, requestTime, serverTime);
  // Written so that a clock that gives no number refuses everything.
  return Math.abs(serverTime - requestTime) <= MAX_SKEW_MS
    ? undefined
    : { kind: 'skewed', requestTime, serverTime };
}

function presignedProblem(
  { expires }: Claim,
  requestTime: number,
  serverTime: number,
): AuthProblem | undefined {
  const seconds = /^\d{1,6}$/.test(expires ?? '') ? Number(expires) : 0;
  if (seconds < 1 || seconds > MAX_SECONDS) {
    const detail = `X-Amz-Expires must be a whole number of seconds from 1 to ${MAX_SECONDS}`;
    return { kind: 'malformed', place: 'query', detail };
  }
  if (requestTime - serverTime > MAX_SKEW_MS) return { kind: 'not-yet-valid', requestTime, serverTime };
  const end = requestTime + seconds * 1000;
  return serverTime <= end ? undefined : { kind: 'url-expired', seconds, end, serverTime };
}
