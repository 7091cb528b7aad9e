import type { HttpRequest } from '../http/http-request.js';
import { AwsFault } from '../service/aws-fault.js';
import { MAX_BODY_BYTES } from '../service/body-limit.js';
import { jsonAnswer, jsonFault } from '../service/json-answer.js';
import type { JsonDialect } from '../service/json-answer.js';
import { jsonAuthFault } from '../service/json-auth-fault.js';
import { readJsonInput } from '../service/json-input.js';
import type { Operation, Service } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { accessDenied } from './access.js';
import { listRegions } from './list-regions.js';

const PATH = '/listRegions';
const REST_JSON: JsonDialect = { contentType: 'application/json', errorCode: 'header', message: 'message' };

/** Account Management: REST with JSON, one endpoint for all regions of a partition. */
export const account: Service = {
  name: 'account',
  global: true,
  signing: { path: 'normalised', payload: 'body', presigned: 'fifteen-minutes' },
  maxBody: () => MAX_BODY_BYTES,
  identify,
  authFault: (problem) => jsonAuthFault(problem, 403),
  throttled: () => new AwsFault(429, 'TooManyRequestsException', 'You have sent too many requests.'),
  serverError: (status) =>
    status === 500
      ? new AwsFault(500, 'InternalServerException', 'An internal error occurred.')
      : new AwsFault(503, 'ServiceUnavailableException', 'The service is unavailable at the moment.'),
  denied: ({ reason }) => accessDenied(reason),
  regionDisabled: () => jsonAuthFault({ kind: 'token-mismatch' }, 403),
  render: (fault, requestId) => jsonFault(REST_JSON, fault, requestId),
};

/** Whether a request without a signature was meant for Account Management. */
export function isForAccount({ method, rawPath }: HttpRequest): boolean {
  return method === 'POST' && rawPath === PATH;
}

function identify(request: HttpRequest): Operation {
  if (!isForAccount(request)) {
    const fault = new AwsFault(404, 'UnknownOperationException', 'Account has no such operation here.');
    return unknownOperation('account:Unknown', fault);
  }
  return {
    action: 'account:ListRegions',
    subject: 'caller',
    run: (call) => jsonAnswer(REST_JSON, listRegions(call, readJsonInput(request.body)), call.requestId),
  };
}
