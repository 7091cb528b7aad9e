import type { HttpRequest } from '../http/http-request.js';
import { AwsFault } from '../service/aws-fault.js';
import { MAX_BODY_BYTES, MAX_UPLOAD_BYTES } from '../service/body-limit.js';
import type { Operation, Service } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { readS3Request } from './read-s3-request.js';
import { findRoute, route } from './route.js';
import { s3Fault } from './s3-answer.js';
import { s3AuthFault } from './s3-auth-fault.js';

/** The Simple Storage Service: REST with XML. */
export const s3: Service = {
  name: 's3',
  signing: { path: 'as-sent', payload: 's3-header', presigned: 'as-it-says' },
  maxBody,
  identify,
  authFault: s3AuthFault,
  throttled: () => new AwsFault(503, 'SlowDown', 'Please reduce your request rate.'),
  serverError: (status) =>
    status === 500
      ? new AwsFault(500, 'InternalError', 'We encountered an internal error. Please try again.')
      : new AwsFault(503, 'ServiceUnavailable', 'Service is unable to handle request.'),
  denied: () => new AwsFault(403, 'AccessDenied', 'Access Denied'),
  regionDisabled: () => s3AuthFault({ kind: 'token-mismatch' }),
  render: s3Fault,
};

function maxBody(request: HttpRequest): number {
  const read = readS3Request(request);
  return read !== undefined && findRoute(read)?.upload === true ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
}

function identify(request: HttpRequest): Operation {
  const read = readS3Request(request);
  if (read !== undefined) return route(read);
  const fault = new AwsFault(400, 'InvalidURI', "Couldn't parse the specified URI.");
  return unknownOperation('s3:Unknown', fault);
}
