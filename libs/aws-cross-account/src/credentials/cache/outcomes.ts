import {
  AccountCredentialsError,
  AssumeRoleRejectedError,
  StsRegionDisabledError,
  WrongAccountError,
} from '../../errors/credential.errors.js';
import type { CrossAccountError } from '../../errors/cross-account.error.js';
import { PROVIDER_REST_MS } from '../provided/ask-provider.js';
import { isDenial, isInconclusive } from '../renewal/unreachable.js';

/** How long a session rests that was asked for in vain, but not refused for good. */
const REST_MS = 5_000;

/** See `RenewalPort.restAfter`. */
export function restAfter(error: unknown): number {
  if (error instanceof WrongAccountError || isInconclusive(error)) return REST_MS;
  return error instanceof AccountCredentialsError ? PROVIDER_REST_MS : 0;
}

/** What would be answered again however often it is asked. */
export function isFinal(error: unknown): error is CrossAccountError {
  return (
    isDenial(error) || error instanceof AssumeRoleRejectedError || error instanceof StsRegionDisabledError
  );
}
