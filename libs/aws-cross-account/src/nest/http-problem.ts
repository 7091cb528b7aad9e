import { type FailurePlace, placeOfFailure } from '../clients/client-failure.js';
import { AssumeRoleDeniedError, HubCredentialsError } from '../errors/credential.errors.js';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { InvalidTargetError, TargetRefusedError } from '../errors/target.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import { HTTP_STATUS_BY_CODE } from './http-status.js';
import type { HttpProblem } from './problem.js';
import { serviceProblem } from './service-problem.js';

const NOWHERE: FailurePlace = {
  accountId: undefined,
  region: '',
  clientName: undefined,
  commandName: undefined,
};

export function problemOf(error: unknown): HttpProblem {
  if (error instanceof CrossAccountError) return ownProblem(error);
  return serviceProblem(UpstreamError.from(error), placeOfFailure(error) ?? NOWHERE);
}

function ownProblem(error: CrossAccountError): HttpProblem {
  const { code, retryable } = error;
  // A refusal is the same for every target.
  const { accountId, region } = error instanceof TargetRefusedError ? {} : error;
  return {
    statusCode: HTTP_STATUS_BY_CODE[code],
    code,
    message: publicMessage(error),
    retryable,
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === undefined ? {} : { region }),
    ...(error instanceof InvalidTargetError ? { field: error.field } : {}),
    ...(error instanceof AssumeRoleDeniedError
      ? { deniedAction: error.deniedAction, deniedBy: error.deniedBy }
      : {}),
  };
}

/** Only the hub role's own troubles are none of the caller's business; whoever operates the service finds them in its log. */
function publicMessage(error: CrossAccountError): string {
  if (!(error instanceof HubCredentialsError)) return error.message;
  return "The service's own AWS identity cannot be used, so that no account can be reached. Its operators find the cause in its log.";
}
