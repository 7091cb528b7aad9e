import type { FailurePlace } from '../clients/client-failure.js';
import type { UpstreamError } from '../errors/upstream.error.js';
import type { HttpProblem } from './problem.js';

/** Codes by which services refuse the caller's key, token or clock, rather than the action. */
const CREDENTIALS_REFUSED = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const THROTTLED = /throttl|slowdown|toomanyrequests|requestlimitexceeded|provisionedthroughputexceeded/i;
/** Services of the JSON protocols deny with HTTP 400. */
const DENIED = /^(?:AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError)/;

/**
 * An error of an AWS service, or of the network before it, as an answer. It names the call and the account; a service's own
 * text is not passed on, since it may name the hub role or repeat a token.
 */
export function serviceProblem(error: UpstreamError, place: FailurePlace): HttpProblem {
  const { accountId, region } = place;
  return {
    ...classify(error, place),
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === '' ? {} : { region }),
  };
}

function classify(error: UpstreamError, place: FailurePlace): Omit<HttpProblem, 'accountId' | 'region'> {
  const { upstreamCode: code, httpStatusCode: status } = error;
  const call = describeCall(error, place);
  if (CREDENTIALS_REFUSED.has(code)) {
    const message = `${call} was refused for its credentials or clock. Check the clock of this machine; for the hub's own client, its identity.`;
    return { statusCode: 502, code: 'AWS_CREDENTIALS_REFUSED', message, retryable: false };
  }
  if (status === undefined || status === 429 || status === 503 || THROTTLED.test(code)) {
    const message = `${call} was throttled, or the service could not be reached. Try again in a few seconds.`;
    return { statusCode: 503, code: 'AWS_UNAVAILABLE', message, retryable: true };
  }
  if (status === 403 || DENIED.test(code)) {
    const role =
      place.accountId === undefined ? 'hub role' : `role that is assumed in account ${place.accountId}`;
    const message = `${call} was denied. Let the permissions policy of the ${role} allow the action.`;
    return { statusCode: 403, code: 'AWS_ACCESS_DENIED', message, retryable: false };
  }
  return { statusCode: 502, code: 'AWS_ERROR', message: `${call} failed.`, retryable: status >= 500 };
}

function describeCall({ upstreamCode, requestId }: UpstreamError, place: FailurePlace): string {
  const { commandName = 'A call', clientName = 'an AWS service', accountId, region } = place;
  const where = accountId === undefined ? 'the hub account' : `account ${accountId}`;
  const detail = [region, upstreamCode, requestId && `request id ${requestId}`].filter(Boolean).join(', ');
  return `${commandName} of ${clientName} in ${where} (${detail})`;
}
