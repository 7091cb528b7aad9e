import type { HttpRequest } from '../http/http-request.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Operation, Service } from '../service/service.js';
import { readS3Request } from './read-s3-request.js';
import { route } from './route.js';
import { s3Fault } from './s3-answer.js';
import { s3AuthFault } from './s3-auth-fault.js';

/** The Simple Storage Service: REST with XML, path style. */
export const s3: Service = {
  name: 's3',
  signing: { path: 'as-sent', payload: 's3-header' },
  identify,
  authFault: s3AuthFault,
  throttled: () => new AwsFault(503, 'SlowDown', 'Please reduce your request rate.'),
  serverError: (status) =>
    status === 500
      ? new AwsFault(500, 'InternalError', 'We encountered an internal error. Please try again.')
      : new AwsFault(503, 'ServiceUnavailable', 'Service is unable to handle request.'),
  render: s3Fault,
};

function identify(request: HttpRequest): Operation {
  const read = readS3Request(request);
  if (read !== undefined) return route(read);
  return {
    action: 's3:Unknown',
    subject: 'caller',
    run: () => {
      throw new AwsFault(400, 'InvalidURI', "Couldn't parse the specified URI.");
    },
  };
}
