import { AwsFault } from '../service/aws-fault.js';
import type { AuthProblem } from '../sigv4/auth-problem.js';

/** EC2's words for each reason not to authenticate a request: most of them are one code. */
export function ec2AuthFault(problem: AuthProblem): AwsFault {
  switch (problem.kind) {
    case 'missing':
      return new AwsFault(400, 'MissingAuthenticationToken', 'The request must contain valid credentials.');
    case 'malformed':
    case 'old-mechanism':
    case 'two-mechanisms':
      return new AwsFault(400, 'IncompleteSignature', 'Sign with Signature Version 4, in one place.');
    case 'expired':
    case 'skewed':
      return new AwsFault(400, 'RequestExpired', 'Request has expired.');
    default:
      return new AwsFault(401, 'AuthFailure', 'AWS was not able to validate the provided access credentials');
  }
}
