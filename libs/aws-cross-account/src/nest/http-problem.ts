import type { ServiceException } from '@smithy/core/client';
import { AssumeRoleDeniedError } from '../errors/credential.errors.js';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import { HTTP_STATUS_BY_CODE } from './http-status.js';

/** The body of an HTTP answer. */
export interface HttpProblem {
  readonly statusCode: number;
  /** Stable between versions. `AWS_…` for errors of AWS services. */
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly accountId?: string;
  readonly region?: string;
  /** The field of the target that is wrong. */
  readonly field?: string;
  readonly deniedAction?: string;
  readonly deniedBy?: string;
}

export function problemOf(error: CrossAccountError | ServiceException): HttpProblem {
  return error instanceof CrossAccountError ? ownProblem(error) : serviceProblem(error);
}

function ownProblem(error: CrossAccountError): HttpProblem {
  const { code, message, retryable, accountId, region } = error;
  return {
    statusCode: HTTP_STATUS_BY_CODE[code],
    code,
    message,
    retryable,
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === undefined ? {} : { region }),
    ...(error instanceof InvalidTargetError ? { field: error.field } : {}),
    ...(error instanceof AssumeRoleDeniedError
      ? { deniedAction: error.deniedAction, deniedBy: error.deniedBy }
      : {}),
  };
}

/** A service's own text is not passed on: it may name the hub role, or repeat a token. */
function serviceProblem(error: ServiceException): HttpProblem {
  const { upstreamCode, httpStatusCode = 500, requestId } = UpstreamError.from(error);
  const named = `${upstreamCode}${requestId ? `, request id ${requestId}` : ''}`;
  if (error.$retryable?.throttling || httpStatusCode === 429 || httpStatusCode === 503) {
    const message = `The AWS service throttled the call or is not available (${named}). Try again in a few seconds.`;
    return { statusCode: 503, code: 'AWS_UNAVAILABLE', message, retryable: true };
  }
  if (httpStatusCode === 403) {
    const message =
      `The AWS service denied the call (${named}). Let the permissions policy of the assumed role, in its account, ` +
      'allow the action that was called.';
    return { statusCode: 403, code: 'AWS_ACCESS_DENIED', message, retryable: false };
  }
  return {
    statusCode: 502,
    code: 'AWS_ERROR',
    message: `The AWS service answered with an error (${named}).`,
    retryable: false,
  };
}
