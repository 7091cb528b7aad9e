import { AwsFault } from '../service/aws-fault.js';
import { mismatch } from '../service/signature-mismatch.js';
import type { AuthProblem } from '../sigv4/auth-problem.js';

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
