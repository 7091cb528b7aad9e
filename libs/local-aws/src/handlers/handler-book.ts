import { LocalAwsOptionError } from '../errors.js';
import type { HttpRequest } from '../http/http-request.js';
import { OPERATIONS } from '../service/operations.js';
import type { AddedOperation } from '../service/operations.js';
import type { Operation, Service } from '../service/service.js';
import { addedService } from './added-service.js';
import { Handler } from './added-operation.js';
import type { HandlerFunction, HandlerHandle, HandlerOptions } from './handler.js';
import { readRoute } from './route.js';

/** The operations that users have added to a running server. */
export class HandlerBook {
  /** By service, by name of the operation. */
  readonly #services = new Map<string, Map<string, Handler>>();

  /** Throws `LocalAwsOptionError`. */
  add(service: string, action: string, answer: HandlerFunction, options: HandlerOptions = {}): HandlerHandle {
    check(service, action, answer, options);
    const handlers = this.#services.get(service) ?? new Map<string, Handler>();
    if (handlers.has(action)) throw new LocalAwsOptionError('action', 'one that was not added before');
    const name = `${service}:${action}` as AddedOperation;
    const route = options.route === undefined ? undefined : readRoute(options.route);
    const permission = options.permission ?? name;
    const handler = new Handler({ service, action, name, route, permission, answer });
    this.#services.set(service, handlers.set(action, handler));
    return {
      action: name,
      remove: () => {
        if (handlers.get(action) === handler) handlers.delete(action);
      },
    };
  }

  /** The names of all operations that were added. */
  get actions(): string[] {
    return [...this.#services.values()].flatMap((handlers) => [...handlers.values()].map(({ name }) => name));
  }

  /** The service of this name, if anything was added to it. */
  service(name: string, request: HttpRequest): Service | undefined {
    return (this.#services.get(name)?.size ?? 0) > 0 ? addedService(name, request) : undefined;
  }

  /** The operation of a service that a request asks for, if it was added. */
  operation(service: Service, request: HttpRequest): Operation | undefined {
    for (const handler of this.#services.get(service.name)?.values() ?? []) {
      const operation = handler.operation(service, request);
      if (operation !== undefined) return operation;
    }
    return undefined;
  }
}

function check(service: unknown, action: unknown, answer: unknown, options: HandlerOptions): void {
  if (typeof service !== 'string' || !/^[a-z][a-z0-9-]{0,62}$/.test(service)) {
    throw new LocalAwsOptionError('service', 'the name that signatures give a service, e.g. dynamodb');
  }
  if (typeof action !== 'string' || !/^[A-Z]\w{0,127}$/.test(action)) {
    throw new LocalAwsOptionError('action', 'the name of an operation, e.g. ListTables');
  }
  if (OPERATIONS.some((name) => name === `${service}:${action}`)) {
    throw new LocalAwsOptionError('action', 'one that is not answered anyway');
  }
  if (typeof answer !== 'function') throw new LocalAwsOptionError('answer', 'a function');
  const unknown = Object.keys(options).find((key) => key !== 'route' && key !== 'permission');
  if (unknown !== undefined) {
    throw new LocalAwsOptionError(`options.${unknown}`, 'only the options route and permission');
  }
  const { permission } = options;
  if (permission !== undefined && !/^[a-z][a-z0-9-]*:[A-Z]\w*$/.test(permission)) {
    throw new LocalAwsOptionError('options.permission', 'an IAM action, e.g. cloudwatch:ListMetrics');
  }
}
