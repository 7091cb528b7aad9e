import type { AuthProblem } from '../sigv4/auth-problem.js';
import { formatAmzDate } from '../sigv4/amz-date.js';
import { MAX_SKEW_MS } from '../sigv4/auth-problem.js';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** What most services say of a signature that is wrong or of another time. */
export function mismatch(problem: AuthProblem): string {
  switch (problem.kind) {
    case 'wrong-scope':
      return `The signature does not match: ${problem.detail}.`;
    case 'unsigned-headers':
      return `The signature must cover these headers too: ${problem.names.join(', ')}.`;
    case 'skewed':
      return skew(problem.requestTime, problem.serverTime);
    default:
      return MISMATCH;
  }
}

function skew(requestTime: number, serverTime: number): string {
  const [request, server] = [formatAmzDate(requestTime), formatAmzDate(serverTime)];
  return requestTime < serverTime
    ? `Signature expired: ${request} is now earlier than ${formatAmzDate(serverTime - MAX_SKEW_MS)} (${server} - 15 min.)`
    : `Signature not yet current: ${request} is still later than ${formatAmzDate(serverTime + MAX_SKEW_MS)} (${server} + 15 min.)`;
}
