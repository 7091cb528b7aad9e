import type { HttpRequest } from '../http/http-request.js';
import { parseForm, parseQuery } from '../http/query.js';
import type { Pairs } from '../http/query.js';
import { SIGNATURE_PARAMETERS } from '../sigv4/claim.js';
import { AwsFault } from './aws-fault.js';

/** The parameters of a request of the query protocol, each given once. */
export type Params = ReadonlyMap<string, string>;

/** The parameters, or why they cannot be read. */
export function readParams(request: HttpRequest): Params | AwsFault {
  const pairs = readPairs(request);
  if (pairs === undefined) {
    return new AwsFault(400, 'MalformedQueryString', 'The query string contains a syntax error');
  }
  const params = new Map(pairs);
  if (params.size < pairs.length) {
    return new AwsFault(400, 'MalformedQueryString', 'A parameter is given more than once');
  }
  return params;
}

/** The refusal of a request whose action is not one of its service's. */
export function invalidAction(params: Params): AwsFault {
  const names = [params.get('Action') ?? '', params.get('Version') ?? ''].map((name) => name.slice(0, 64));
  return new AwsFault(400, 'InvalidAction', `Could not find operation ${names.join(' for version ')}`);
}

/** A form, or a query without what a presigned URL adds to it. */
function readPairs({ method, body, rawQuery }: HttpRequest): Pairs | undefined {
  if (method === 'POST') return parseForm(body.toString('utf8'));
  return parseQuery(rawQuery)?.filter(([name]) => !SIGNATURE_PARAMETERS.has(name));
}
