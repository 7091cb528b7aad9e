import type { HttpRequest } from '../http/http-request.js';
import { AwsFault, unsupported } from '../service/aws-fault.js';
import { MAX_BODY_BYTES } from '../service/body-limit.js';
import type { Service } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { protocolOf } from './protocol.js';

/** A service that exists only by what was added to it, in the protocol that this request speaks. */
export function addedService(name: string, request: HttpRequest): Service {
  const { authFault, render, denied } = protocolOf(request);
  const [status, code] = denied;
  return {
    name,
    signing: { path: 'normalised', payload: 'body', presigned: 'fifteen-minutes' },
    maxBody: () => MAX_BODY_BYTES,
    identify: () => unknownOperation('Unknown', unsupported(`this operation of ${name}`)),
    authFault,
    throttled: () => new AwsFault(400, 'ThrottlingException', 'Rate exceeded'),
    serverError: (failure) =>
      failure === 500
        ? new AwsFault(500, 'InternalFailure', 'An internal error occurred.')
        : new AwsFault(503, 'ServiceUnavailable', 'The service is unavailable at the moment.'),
    denied: ({ caller, action, reason }) => {
      const what = `User: ${caller.sessionArn} is not authorized to perform: ${action}`;
      return new AwsFault(
        status,
        code,
        `${what} ${reason ?? 'with an explicit deny in a service control policy'}`,
      );
    },
    regionDisabled: () => authFault({ kind: 'token-mismatch' }),
    render,
  };
}
