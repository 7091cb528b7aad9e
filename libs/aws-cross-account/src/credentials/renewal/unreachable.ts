import {
  AssumeRoleDeniedError,
  StsBusyError,
  StsThrottledError,
  StsUnavailableError,
} from '../../errors/credential.errors.js';

/** Whether STS has said nothing about a session: it was not reached, was too busy, or only a fallback endpoint denied. */
export function isUnreachable(error: unknown): boolean {
  return (
    isInconclusive(error) ||
    error instanceof StsUnavailableError ||
    error instanceof StsThrottledError ||
    error instanceof StsBusyError
  );
}

/** Whether a role was denied where that is not the last word: in a fallback region, or to the role on the way to it. */
export function isInconclusive(error: unknown): boolean {
  return error instanceof AssumeRoleDeniedError && !error.conclusive;
}

/** Whether STS has denied a role, and that is the last word. */
export function isDenial(error: unknown): error is AssumeRoleDeniedError {
  return error instanceof AssumeRoleDeniedError && error.conclusive;
}
