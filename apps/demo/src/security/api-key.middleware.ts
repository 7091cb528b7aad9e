import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendProblem } from '../problems/send-problem.js';
import { type ApiKeys, digestOf } from '../settings/api-keys.js';

type Next = () => void;
type Middleware = (
  request: IncomingMessage & { user?: { name: string } },
  response: ServerResponse,
  next: Next,
) => void;

/** Asks every route, the documentation included, for a key in the header `x-api-key`, and notes whose it is. */
export function requireApiKey(keys: ApiKeys): Middleware {
  return (request, response, next) => {
    const name = nameOf(request.headers['x-api-key'], keys);
    if (name === undefined) {
      refuse(request, response);
      return;
    }
    request.user = { name };
    next();
  };
}

function nameOf(key: string | string[] | undefined, keys: ApiKeys): string | undefined {
  return typeof key === 'string' ? keys.get(digestOf(key)) : undefined;
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('WWW-Authenticate', 'ApiKey');
  sendProblem(request, response, {
    statusCode: 401,
    code: 'API_KEY_REQUIRED',
    message: 'Send one of the keys of DEMO_API_KEYS in the header x-api-key.',
    retryable: false,
  });
}
