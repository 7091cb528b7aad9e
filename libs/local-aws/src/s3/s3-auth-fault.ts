import { AwsFault } from '../service/aws-fault.js';
import type { AuthProblem, SignaturePlace } from '../sigv4/auth-problem.js';
import { formatAmzDate } from '../sigv4/amz-date.js';
import { MAX_SKEW_MS } from '../sigv4/auth-problem.js';

/** S3's words for each reason not to authenticate a request. */
export function s3AuthFault(problem: AuthProblem): AwsFault {
  switch (problem.kind) {
    case 'missing':
      return new AwsFault(403, 'AccessDenied', 'Access Denied');
    case 'malformed':
    case 'wrong-scope':
      return malformed(problem.place, problem.detail);
    case 'old-mechanism':
      return new AwsFault(
        400,
        'InvalidRequest',
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      );
    case 'two-mechanisms':
      return new AwsFault(
        400,
        'InvalidArgument',
        'Only one auth mechanism allowed; sign in the Authorization header or in the URL.',
      );
    case 'unsigned-headers':
      return new AwsFault(
        403,
        'AccessDenied',
        'There were headers present in the request which were not signed',
        {
          fields: { HeadersNotSigned: problem.names.join(', ') },
        },
      );
    case 'unknown-key':
    case 'token-missing':
    case 'wrong-partition':
      return new AwsFault(
        403,
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    case 'token-mismatch':
      return new AwsFault(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
    case 'expired':
      // S3 sends the token back in a field of this name: whoever logs the error logs a token.
      return new AwsFault(400, 'ExpiredToken', 'The provided token has expired.', {
        fields: { 'Token-0': problem.sessionToken },
      });
    case 'skewed':
      return tooSkewed(problem.requestTime, problem.serverTime);
    default:
      return requestFault(problem);
  }
}

function malformed(place: SignaturePlace, detail: string): AwsFault {
  return place === 'header'
    ? new AwsFault(400, 'AuthorizationHeaderMalformed', `The authorization header is malformed; ${detail}.`)
    : new AwsFault(
        400,
        'AuthorizationQueryParametersError',
        `The parameters of the signature are malformed; ${detail}.`,
      );
}

function tooSkewed(requestTime: number, serverTime: number): AwsFault {
  const message = 'The difference between the request time and the current time is too large.';
  return new AwsFault(403, 'RequestTimeTooSkewed', message, {
    fields: {
      RequestTime: formatAmzDate(requestTime),
      ServerTime: new Date(serverTime).toISOString(),
      MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
    },
  });
}

function secondsOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function requestFault(problem: AuthProblem): AwsFault {
  switch (problem.kind) {
    case 'not-yet-valid':
      return new AwsFault(403, 'AccessDenied', 'Request is not valid yet', {
        fields: { ServerTime: secondsOf(problem.serverTime) },
      });
    case 'url-expired':
      return new AwsFault(403, 'AccessDenied', 'Request has expired', {
        fields: {
          'X-Amz-Expires': String(problem.seconds),
          Expires: secondsOf(problem.end),
          ServerTime: secondsOf(problem.serverTime),
        },
      });
    case 'bad-query':
      return new AwsFault(400, 'InvalidURI', "Couldn't parse the specified URI.");
    case 'payload-hash-missing':
      return new AwsFault(
        400,
        'InvalidRequest',
        'Missing required header for this request: x-amz-content-sha256',
      );
    case 'payload-hash':
      return new AwsFault(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        { fields: { ClientComputedContentSHA256: problem.claimed } },
      );
    case 'payload-unsupported':
      return problem.claimed.startsWith('STREAMING-')
        ? new AwsFault(
            501,
            'NotImplemented',
            'local-aws-accounts does not implement this kind of chunked payload.',
          )
        : new AwsFault(
            400,
            'InvalidArgument',
            'x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.',
          );
    default:
      return new AwsFault(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
  }
}
