import { CrossAccountError } from '../../errors/cross-account.error.js';
import {
  AssumeRoleDeniedError,
  AssumeRoleRejectedError,
  type AssumeRolePlace,
  type DenialSource,
  HubCredentialsError,
  StsRegionDisabledError,
  StsThrottledError,
  StsUnavailableError,
  ViaCredentialsError,
} from '../../errors/credential.errors.js';
import { UpstreamError } from '../../errors/upstream.error.js';

/** STS's codes for a caller whose own key, token or signature it does not take. */
const CALLER_CODES = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'OptInRequired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/** Those that a wrong clock causes too. The SDK learns the offset from the answer, so that the next try may succeed. */
const CLOCK_CODES = new Set([
  'SignatureDoesNotMatch',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'InvalidSignatureException',
]);

const THROTTLE_CODES = new Set([
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * The one place that reads errors of STS and of the network below it. Errors of our own pass through.
 *
 * @param conclusive whether a denial, or the refusal of a key, is the last word
 */
export function classifyStsError(
  error: unknown,
  place: AssumeRolePlace,
  conclusive = true,
): CrossAccountError {
  if (error instanceof CrossAccountError) return error;
  const cause = UpstreamError.from(error);
  const { upstreamCode: code, httpStatusCode: status } = cause;
  if (code === 'AccessDenied' || code === 'AccessDeniedException') return denial(cause, place, conclusive);
  if (THROTTLE_CODES.has(code) || status === 429) return new StsThrottledError({ place, cause });
  if (CALLER_CODES.has(code) || CLOCK_CODES.has(code)) {
    if (!conclusive)
      return new StsUnavailableError(`HTTP ${status} ${code} in a fallback region`, { place, cause });
    return callerError(cause, place);
  }
  if (code === 'RegionDisabledException') return new StsRegionDisabledError({ place, cause });
  // STS answers no call with 404: something else stands at its endpoint.
  if (status !== undefined && status >= 400 && status < 500 && status !== 404) {
    return new AssumeRoleRejectedError(code, { place, cause });
  }
  const answer = status === undefined ? cause.message || code : `HTTP ${status} ${code}`;
  return new StsUnavailableError(answer, { place, cause });
}

function callerError(cause: UpstreamError, place: AssumeRolePlace): CrossAccountError {
  const { upstreamCode: code } = cause;
  if (place.isChained) return new ViaCredentialsError({ place, cause }, { retryable: CLOCK_CODES.has(code) });
  if (!CLOCK_CODES.has(code)) return new HubCredentialsError(`STS answered ${code}.`, { cause });
  return new HubCredentialsError(`STS answered ${code}; a wrong clock on this machine causes it too.`, {
    cause,
    retryable: true,
  });
}

function denial(cause: UpstreamError, place: AssumeRolePlace, conclusive: boolean): AssumeRoleDeniedError {
  const action = /not authorized to perform: (sts:\w+)/.exec(cause.message)?.[1] ?? 'sts:AssumeRole';
  return new AssumeRoleDeniedError(action, denialSource(cause.message), { place, cause, conclusive });
}

/** AWS names the kind of policy in some denials, in the words of its guide to access-denied messages. */
function denialSource(message: string): DenialSource {
  if (/(?:because no|explicit deny in (?:a|an|the)) (?:role trust|resource-based) policy/.test(message))
    return 'role-trust';
  if (
    /(?:because no|explicit deny in (?:a|an|the)) (?:identity-based|session) policy|permissions boundary/.test(
      message,
    )
  ) {
    return 'hub-permissions';
  }
  return /(?:service|resource) control policy/.test(message) ? 'organization-policy' : 'unknown';
}
