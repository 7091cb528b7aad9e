import { AwsFault } from '../service/aws-fault.js';
import type { AuthProblem } from '../sigv4/auth-problem.js';
import { formatAmzDate } from '../sigv4/amz-date.js';
import { MAX_SKEW_MS } from '../sigv4/auth-problem.js';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** STS's words for each reason not to authenticate a request. */
export function stsAuthFault(problem: AuthProblem): AwsFault {
  switch (problem.kind) {
    case 'missing':
      return new AwsFault(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
    case 'malformed':
      return new AwsFault(400, 'IncompleteSignature', `The signature cannot be read: ${problem.detail}.`);
    case 'old-mechanism':
      return new AwsFault(400, 'IncompleteSignature', 'Sign with Signature Version 4.');
    case 'two-mechanisms':
      return new AwsFault(
        400,
        'IncompleteSignature',
        'Sign in the Authorization header or in the URL, not in both.',
      );
    case 'unknown-key':
    case 'token-missing':
    case 'token-mismatch':
    case 'wrong-partition':
      return new AwsFault(
        403,
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
      );
    case 'expired':
      return new AwsFault(403, 'ExpiredToken', 'The security token included in the request is expired');
    case 'bad-query':
      return new AwsFault(400, 'MalformedQueryString', 'The query string contains a syntax error');
    default:
      return new AwsFault(403, 'SignatureDoesNotMatch', mismatch(problem));
  }
}

function mismatch(problem: AuthProblem): string {
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
