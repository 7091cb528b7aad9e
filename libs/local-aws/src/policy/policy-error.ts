import { LocalAwsError } from '../errors.js';

/** Why a policy is refused: not the language at all, or a part of it that is not evaluated here. */
export type PolicyErrorReason = 'malformed' | 'unsupported';

/** Raised while a policy is read; its reader turns it into a `WorldError` or into an answer of STS. */
export class PolicyError extends LocalAwsError {
  readonly code = 'POLICY_INVALID';

  constructor(
    readonly path: string,
    readonly expected: string,
    readonly reason: PolicyErrorReason,
  ) {
    super(`${path}: expected ${expected}`);
  }
}
