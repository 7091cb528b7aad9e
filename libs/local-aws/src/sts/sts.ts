import type { HttpRequest } from '../http/http-request.js';
import { parseForm, parseQuery } from '../http/query.js';
import type { Pairs } from '../http/query.js';
import { AwsFault } from '../service/aws-fault.js';
import { MAX_BODY_BYTES } from '../service/body-limit.js';
import type { Operation, Service } from '../service/service.js';
import { SIGNATURE_PARAMETERS } from '../sigv4/claim.js';
import { assumeRole } from './assume-role.js';
import { denied } from './denied.js';
import { getCallerIdentity } from './get-caller-identity.js';
import type { Params } from './params.js';
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
  denied: ({ caller, action, roleArn }) => denied(caller, action, roleArn ?? '*', DENIED),
  regionDisabled: (accountId) =>
    new AwsFault(
      403,
      'RegionDisabledException',
      `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
    ),
  render: (fault, requestId) => stsFault(fault, requestId),
};

function identify(request: HttpRequest): Operation {
  const pairs = readPairs(request);
  if (pairs === undefined) return refused('MalformedQueryString', 'The query string contains a syntax error');
  const params = new Map(pairs);
  if (params.size < pairs.length)
    return refused('MalformedQueryString', 'A parameter is given more than once');
  const action = params.get('Action') ?? '';
  const version = params.get('Version') ?? '';
  const operation = version === API_VERSION ? ACTIONS.get(action) : undefined;
  if (operation !== undefined) return operation(params);
  const names = [action, version].map((name) => name.slice(0, 64));
  return refused('InvalidAction', `Could not find operation ${names.join(' for version ')}`);
}

/** A form, or a query without what a presigned URL adds to it. */
function readPairs({ method, body, rawQuery }: HttpRequest): Pairs | undefined {
  if (method === 'POST') return parseForm(body.toString('utf8'));
  return parseQuery(rawQuery)?.filter(([name]) => !SIGNATURE_PARAMETERS.has(name));
}

function refused(code: string, message: string): Operation {
  return {
    action: 'sts:Unknown',
    subject: 'caller',
    run: () => {
      throw new AwsFault(400, code, message);
    },
  };
}
