import type { HttpRequest } from '../http/http-request.js';
import { AwsFault } from '../service/aws-fault.js';
import { MAX_BODY_BYTES } from '../service/body-limit.js';
import { invalidAction, readParams } from '../service/query-params.js';
import type { Params } from '../service/query-params.js';
import type { Operation, Service } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { assumeRole } from './assume-role.js';
import { denied } from './denied.js';
import { getCallerIdentity } from './get-caller-identity.js';
import { regionDisabled } from './region-disabled.js';
import { API_VERSION, stsFault } from './sts-answer.js';
import { stsAuthFault } from './sts-auth-fault.js';

/** The table of actions. */
const ACTIONS: ReadonlyMap<string, (params: Params) => Operation> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
]);

const DENIED = 'with an explicit deny in a service control policy';

/** The Security Token Service: the query protocol, answers in XML. */
export const sts: Service = {
  name: 'sts',
  signing: { path: 'normalised', payload: 'body', presigned: 'fifteen-minutes' },
  maxBody: () => MAX_BODY_BYTES,
  identify,
  authFault: stsAuthFault,
  throttled: () => new AwsFault(400, 'Throttling', 'Rate exceeded'),
  serverError: (status) =>
    status === 500
      ? new AwsFault(500, 'InternalFailure', 'An internal error occurred.')
      : new AwsFault(503, 'ServiceUnavailable', 'The service is unavailable at the moment.'),
  denied: ({ caller, action, roleArn, reason }) => denied(caller, action, roleArn ?? '*', reason ?? DENIED),
  regionDisabled,
  render: (fault, requestId) => stsFault(fault, requestId),
};

function identify(request: HttpRequest): Operation {
  const params = readParams(request);
  if (params instanceof AwsFault) return unknownOperation('sts:Unknown', params);
  const action = params.get('Action') ?? '';
  const version = params.get('Version') ?? '';
  const operation = version === API_VERSION ? ACTIONS.get(action) : undefined;
  return operation === undefined ? unknownOperation('sts:Unknown', invalidAction(params)) : operation(params);
}
