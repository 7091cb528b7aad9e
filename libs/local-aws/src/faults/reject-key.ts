import type { AuthProblem } from '../sigv4/auth-problem.js';
import type { FaultEffect } from './fault-effect.js';

/** Good keys are refused, as by a service that has not heard of them yet or not of their renewal. */
export interface RejectKeyFault {
  kind: 'reject-key';
  /** S3's code; STS says the same in its own, `InvalidClientTokenId` for the second and third. */
  code: RejectKeyCode;
}

export type RejectKeyCode = 'ExpiredToken' | 'InvalidAccessKeyId' | 'InvalidToken' | 'SignatureDoesNotMatch';

const PROBLEMS: Readonly<Record<RejectKeyCode, (sessionToken: string) => AuthProblem>> = {
  ExpiredToken: (sessionToken) => ({ kind: 'expired', sessionToken }),
  InvalidAccessKeyId: () => ({ kind: 'unknown-key' }),
  InvalidToken: () => ({ kind: 'token-mismatch' }),
  SignatureDoesNotMatch: () => ({ kind: 'signature' }),
};

export function rejectKeyEffect({ code }: RejectKeyFault): FaultEffect {
  return { refuse: (service, { sessionToken }) => service.authFault(PROBLEMS[code](sessionToken)) };
}
