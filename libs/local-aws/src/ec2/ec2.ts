import type { HttpRequest } from '../http/http-request.js';
import { AwsFault } from '../service/aws-fault.js';
import { MAX_BODY_BYTES } from '../service/body-limit.js';
import { invalidAction, readParams } from '../service/query-params.js';
import type { Params } from '../service/query-params.js';
import type { Operation, Service } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { describeRegions } from './describe-regions.js';
import { EC2_VERSION, ec2Fault } from './ec2-answer.js';
import { ec2AuthFault } from './ec2-auth-fault.js';
import { unauthorized } from './unauthorized.js';

/** The table of actions. */
const ACTIONS: ReadonlyMap<string, (params: Params) => Operation> = new Map([
  ['DescribeRegions', describeRegions],
]);

/** The Elastic Compute Cloud, as far as it tells regions: a query protocol of its own. */
export const ec2: Service = {
  name: 'ec2',
  signing: { path: 'normalised', payload: 'body', presigned: 'fifteen-minutes' },
  maxBody: () => MAX_BODY_BYTES,
  identify,
  authFault: ec2AuthFault,
  throttled: () => new AwsFault(503, 'RequestLimitExceeded', 'Request limit exceeded.'),
  serverError: (status) =>
    status === 500
      ? new AwsFault(500, 'InternalError', 'An internal error has occurred')
      : new AwsFault(503, 'Unavailable', 'The service is unavailable. Please try again shortly.'),
  denied: ({ reason }) => unauthorized(reason),
  regionDisabled: () => ec2AuthFault({ kind: 'token-mismatch' }),
  render: ec2Fault,
};

/** Whether a request without a signature was meant for EC2. */
export function isForEc2(request: HttpRequest): boolean {
  const params = readParams(request);
  return !(params instanceof AwsFault) && params.get('Version') === EC2_VERSION;
}

function identify(request: HttpRequest): Operation {
  const params = readParams(request);
  if (params instanceof AwsFault) return unknownOperation('ec2:Unknown', params);
  const operation =
    params.get('Version') === EC2_VERSION ? ACTIONS.get(params.get('Action') ?? '') : undefined;
  return operation === undefined ? unknownOperation('ec2:Unknown', invalidAction(params)) : operation(params);
}
