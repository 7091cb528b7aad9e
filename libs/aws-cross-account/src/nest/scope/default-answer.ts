import type { ExecutionContext } from '@nestjs/common';
import {
  InvalidTargetError,
  NoHubRoleForPartitionError,
  TargetRefusedError,
} from '../../errors/target.errors.js';
import { HTTP_STATUS_BY_CODE } from '../http-status.js';

/**
 * Lets an application that has no exception filter for it answer a malformed or refused target with its status and text: Nest's own
 * filter does so for errors that look like those of the package http-errors. Filters see the same error as without.
 */
export function withDefaultAnswer(error: unknown, context: ExecutionContext): unknown {
  if (context.getType() !== 'http' || !isAboutTarget(error)) return error;
  const statusCode = HTTP_STATUS_BY_CODE[error.code];
  // The operator's mistake, which is not for the caller to read.
  if (statusCode >= 500) return error;
  return Object.defineProperties(error, {
    expose: { value: true, configurable: true },
    status: { value: statusCode, configurable: true },
    statusCode: { value: statusCode, configurable: true },
  });
}

function isAboutTarget(
  error: unknown,
): error is InvalidTargetError | NoHubRoleForPartitionError | TargetRefusedError {
  return (
    error instanceof InvalidTargetError ||
    error instanceof NoHubRoleForPartitionError ||
    error instanceof TargetRefusedError
  );
}
