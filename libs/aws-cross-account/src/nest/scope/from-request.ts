import type { IncomingMessage } from 'node:http';
import type { ExecutionContext } from '@nestjs/common';
import { InvalidOptionError } from '../../errors/option.errors.js';
import type { FromExecution } from './account-scope.js';

type Part = 'params' | 'query' | 'body';

interface AnyRequest extends Partial<Record<Part, unknown>> {
  /** Fastify's way to Node's own request. */
  readonly raw?: IncomingMessage;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly headersDistinct?: NodeJS.Dict<string[]>;
}

/**
 * Where a value of an HTTP request stands, on Express and Fastify alike. One that is given twice is malformed. For messages,
 * sockets and GraphQL, give a function of the `ExecutionContext`.
 */
export const fromRequest = {
  param: (name: string): FromExecution => fromPart('params', name),
  query: (name: string): FromExecution => fromPart('query', name),
  /** A field of a parsed body. */
  body: (name: string): FromExecution => fromPart('body', name),
  header:
    (name: string): FromExecution =>
    (context) =>
      headerOf(requestOf(context), name.toLowerCase()),
} as const;

function fromPart(part: Part, name: string): FromExecution {
  return (context) => {
    const values = requestOf(context)[part];
    // A body may be anything, and holds what its sender wrote; no field is to be had from its prototype.
    if (typeof values !== 'object' || values === null || !Object.hasOwn(values, name)) return undefined;
    return (values as Record<string, unknown>)[name];
  };
}

/** Node joins a header that comes twice into one text. */
function headerOf(request: AnyRequest, name: string): unknown {
  const distinct = (request.raw ?? request).headersDistinct?.[name];
  if (distinct) return distinct.length === 1 ? distinct[0] : distinct;
  return request.headers?.[name];
}

function requestOf(context: ExecutionContext): AnyRequest {
  const type: string = context.getType();
  if (type === 'http') return context.switchToHttp().getRequest<AnyRequest>();
  throw new InvalidOptionError(
    '@AccountScoped',
    `fromRequest reads HTTP requests, and this is ${type}. Give a function: (context) => context.switchToRpc().getData().accountId.`,
  );
}
