import { CrossAccountError } from '../../errors/cross-account.error.js';
import type { CrossAccountErrorCode } from '../../errors/error-codes.js';

/** An error as anybody may read it who may read a log. */
export interface KnownError {
  /** Undefined for errors that are not of this library. */
  readonly code: CrossAccountErrorCode | undefined;
  /** For people. Says what to do. */
  readonly message: string;
}

/** Messages of errors that are not ours may hold anything, and are left out. */
export function knownError(error: unknown): KnownError {
  const known = error instanceof CrossAccountError ? error : undefined;
  return { code: known?.code, message: known?.message ?? 'an unexpected error' };
}
