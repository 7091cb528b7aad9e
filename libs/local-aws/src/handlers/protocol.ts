import type { Answer } from '../http/answer.js';
import type { HttpRequest } from '../http/http-request.js';
import type { AwsFault } from '../service/aws-fault.js';
import { jsonFault } from '../service/json-answer.js';
import type { JsonDialect } from '../service/json-answer.js';
import { jsonAuthFault } from '../service/json-auth-fault.js';
import type { AuthProblem } from '../sigv4/auth-problem.js';
import { stsFault } from '../sts/sts-answer.js';
import { stsAuthFault } from '../sts/sts-auth-fault.js';

/** How the service of a request that local-aws does not know speaks. */
export interface Protocol {
  readonly contentType: string;
  readonly authFault: (problem: AuthProblem) => AwsFault;
  readonly render: (fault: AwsFault, requestId: string) => Answer;
  /** Status and code of what is not allowed. */
  readonly denied: readonly [status: number, code: string];
}

const REST: JsonDialect = { contentType: 'application/json', errorCode: 'header', message: 'message' };

const REST_JSON: Protocol = {
  contentType: REST.contentType,
  authFault: (problem) => jsonAuthFault(problem, 403),
  render: (fault, requestId) => jsonFault(REST, fault, requestId),
  denied: [403, 'AccessDeniedException'],
};

const QUERY: Protocol = {
  contentType: 'text/xml',
  authFault: stsAuthFault,
  render: stsFault,
  denied: [403, 'AccessDenied'],
};

/** JSON 1.0 and 1.1 name the operation in a header, the query protocol has a form; all else is taken for REST. */
export function protocolOf({ headers }: HttpRequest): Protocol {
  const contentType = headers.get('content-type') ?? '';
  if (contentType.startsWith('application/x-www-form-urlencoded')) return QUERY;
  return headers.has('x-amz-target') ? targeted(contentType) : REST_JSON;
}

function targeted(contentType: string): Protocol {
  const dialect: JsonDialect = {
    contentType: /^application\/x-amz-json-1\.[01]/.exec(contentType)?.[0] ?? 'application/x-amz-json-1.1',
    errorCode: 'body',
    message: 'message',
  };
  return {
    contentType: dialect.contentType,
    authFault: (problem) => jsonAuthFault(problem, 400),
    render: (fault, requestId) => jsonFault(dialect, fault, requestId),
    denied: [400, 'AccessDeniedException'],
  };
}
