import {
  AssumeRoleDeniedError,
  StsBusyError,
  StsThrottledError,
  StsUnavailableError,
} from '../../errors/credential.errors.js';

/** Whether STS has said nothing about a session: it was not reached, was too busy, or only a fallback endpoint denied. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AssumeRoleDeniedError) return !error.conclusive;
  return (
    error instanceof StsUnavailableError ||
    error instanceof StsThrottledError ||
    error instanceof StsBusyError
  );
}

/** Whether STS has denied a role, and that is the last word. */
export function isDenial(error: unknown): error is AssumeRoleDeniedError {
  return error instanceof AssumeRoleDeniedError && error.conclusive;
}
