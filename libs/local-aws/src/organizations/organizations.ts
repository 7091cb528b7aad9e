import type { HttpRequest } from '../http/http-request.js';
import { AwsFault } from '../service/aws-fault.js';
import { MAX_BODY_BYTES } from '../service/body-limit.js';
import { jsonAnswer, jsonFault } from '../service/json-answer.js';
import type { JsonDialect } from '../service/json-answer.js';
import { jsonAuthFault } from '../service/json-auth-fault.js';
import { readJsonInput } from '../service/json-input.js';
import type { Operation, Service } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { ACTIONS } from './actions.js';
import { Input } from './input.js';
import { accessDenied } from './refusals.js';

const TARGET = 'AWSOrganizationsV20161128.';
const JSON_1_1: JsonDialect = {
  contentType: 'application/x-amz-json-1.1',
  errorCode: 'body',
  message: 'Message',
};

/** Organizations: JSON 1.1, one endpoint for all regions of a partition. */
export const organizations: Service = {
  name: 'organizations',
  global: true,
  signing: { path: 'normalised', payload: 'body', presigned: 'fifteen-minutes' },
  maxBody: () => MAX_BODY_BYTES,
  identify,
  authFault: (problem) => jsonAuthFault(problem, 400),
  throttled: () => new AwsFault(400, 'TooManyRequestsException', 'You have sent too many requests.'),
  serverError: (status) =>
    status === 500
      ? new AwsFault(500, 'ServiceException', 'AWS Organizations could not complete your request.')
      : new AwsFault(503, 'ServiceUnavailableException', 'The service is unavailable at the moment.'),
  denied: ({ reason }) => accessDenied(reason),
  regionDisabled: () => jsonAuthFault({ kind: 'token-mismatch' }, 400),
  render: (fault, requestId) => jsonFault(JSON_1_1, fault, requestId),
};

/** Whether a request without a signature was meant for Organizations. */
export function isForOrganizations({ headers }: HttpRequest): boolean {
  return headers.get('x-amz-target')?.startsWith(TARGET) === true;
}

function identify({ method, headers, body }: HttpRequest): Operation {
  const target = headers.get('x-amz-target') ?? '';
  const name = method === 'POST' && target.startsWith(TARGET) ? target.slice(TARGET.length) : '';
  const action = ACTIONS.get(name);
  if (action === undefined) {
    const fault = new AwsFault(400, 'UnknownOperationException', 'Organizations has no such operation.');
    return unknownOperation('organizations:Unknown', fault);
  }
  return {
    action: action.name,
    subject: 'caller',
    run: (call) => {
      const input = new Input(readJsonInput(body), action.members);
      return jsonAnswer(JSON_1_1, action.run(call, input), call.requestId);
    },
  };
}
