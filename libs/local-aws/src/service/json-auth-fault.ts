import type { AuthProblem } from '../sigv4/auth-problem.js';
import { AwsFault } from './aws-fault.js';
import { mismatch } from './signature-mismatch.js';

/** The words of services that speak JSON for each reason not to authenticate a request. REST services answer 403. */
export function jsonAuthFault(problem: AuthProblem, status: 400 | 403): AwsFault {
  switch (problem.kind) {
    case 'missing':
      return new AwsFault(status, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    case 'malformed':
      return new AwsFault(
        status,
        'IncompleteSignatureException',
        `The signature cannot be read: ${problem.detail}.`,
      );
    case 'old-mechanism':
    case 'two-mechanisms':
      return new AwsFault(
        status,
        'IncompleteSignatureException',
        'Sign with Signature Version 4, in one place.',
      );
    case 'unknown-key':
    case 'token-missing':
    case 'token-mismatch':
    case 'wrong-partition':
      return new AwsFault(
        status,
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    case 'expired':
      return new AwsFault(
        status,
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    default:
      return new AwsFault(status, 'InvalidSignatureException', mismatch(problem));
  }
}
