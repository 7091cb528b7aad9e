import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADER = 'X-Request-Id';
/** Short, and of characters that break neither a line of a log nor a header. */
const SANE = /^[\w.:-]{1,64}$/;

const ids = new AsyncLocalStorage<string>();

/** The id of the request that is being answered, if one is. */
export function currentRequestId(): string | undefined {
  return ids.getStore();
}

/** A middleware: each request has an id, its own `X-Request-Id` or a new one, which is in the answer's header, too. */
export function identifyRequest(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const id = requestId(request.headers['x-request-id']);
  response.setHeader(HEADER, id);
  ids.run(id, next);
}

/** @param given by the client, whose word is taken only for an id that can be nothing else */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
