import { isUint8Array } from 'node:util/types';
import { isRecord } from '../data/is-record.js';
import { parseJson } from '../data/parse-json.js';
import type { Answer } from '../http/answer.js';
import type { HttpRequest } from '../http/http-request.js';
import { parseQuery } from '../http/query.js';
import { AwsFault } from '../service/aws-fault.js';
import type { AddedOperation } from '../service/operations.js';
import { anyResource, reasonToDeny } from '../service/permissions.js';
import { readParams } from '../service/query-params.js';
import type { Call, Operation, Service } from '../service/service.js';
import type { HandlerAnswer, HandlerCall, HandlerFunction } from './handler.js';
import { protocolOf } from './protocol.js';
import type { Route } from './route.js';

/** Headers that hold secrets or signatures. */
const HIDDEN: ReadonlySet<string> = new Set(['authorization', 'x-amz-security-token']);

interface HandlerParts {
  readonly service: string;
  readonly action: string;
  readonly name: AddedOperation;
  readonly route: Route | undefined;
  readonly permission: string;
  readonly answer: HandlerFunction;
}

/** An operation that a user has added. */
export class Handler {
  readonly name: AddedOperation;

  constructor(private readonly parts: HandlerParts) {
    this.name = parts.name;
  }

  /** What the request asks for, if it asks for this. */
  operation(service: Service, request: HttpRequest): Operation | undefined {
    const { route, action, name } = this.parts;
    const path = route?.(request.method, request.rawPath) ?? (route ? undefined : {});
    if (path === undefined || (route === undefined && actionOf(request) !== action)) return undefined;
    return { action: name, subject: 'caller', run: (call) => this.#run(service, call, request, path) };
  }

  async #run(
    service: Service,
    call: Call,
    request: HttpRequest,
    path: Record<string, string>,
  ): Promise<Answer> {
    this.#authorize(service, call);
    try {
      return toAnswer(await this.parts.answer(this.#describe(call, request, path)), request, call.requestId);
    } catch (error) {
      if (error instanceof AwsFault) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new AwsFault(500, 'InternalFailure', `The handler of ${this.name} failed: ${message}`);
    }
  }

  #authorize(service: Service, { caller, cloud, region }: Call): void {
    const { permission } = this.parts;
    const resource = anyResource(caller, this.parts.service, region);
    const reason = reasonToDeny(cloud.world.current, caller, permission, resource);
    if (reason !== undefined) throw service.denied({ caller, action: permission, reason });
  }

  #describe(call: Call, request: HttpRequest, path: Record<string, string>): HandlerCall {
    const { service, action } = this.parts;
    const { caller, region, now } = call;
    const { accountId, roleArn, sessionArn, sessionName } = caller;
    const headers = [...request.headers].filter(([name]) => !HIDDEN.has(name));
    return {
      service,
      action,
      accountId,
      roleArn,
      sessionArn,
      sessionName,
      region,
      now,
      path,
      input: inputOf(request),
      request: {
        method: request.method,
        path: request.rawPath,
        query: Object.fromEntries(parseQuery(request.rawQuery) ?? []),
        headers: Object.fromEntries(headers),
        body: request.body,
      },
    };
  }
}

/** The name that a request gives its operation, where the protocol has one. */
function actionOf(request: HttpRequest): string | undefined {
  const target = request.headers.get('x-amz-target');
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  const params = readParams(request);
  return params instanceof AwsFault ? undefined : params.get('Action');
}

function inputOf(request: HttpRequest): Record<string, unknown> {
  const form = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (form) {
    const params = readParams(request);
    if (params instanceof AwsFault) throw params;
    return Object.fromEntries(params);
  }
  const parsed = parseJson(request.body.toString('utf8'));
  return isRecord(parsed) ? parsed : {};
}

function toAnswer(answered: HandlerAnswer, request: HttpRequest, requestId: string): Answer {
  const headers = { 'x-amzn-requestid': requestId };
  if (answered === undefined) return { status: 200, headers, body: '' };
  const { contentType } = protocolOf(request);
  if (typeof answered === 'string') {
    return { status: 200, headers: { ...headers, 'content-type': contentType }, body: answered };
  }
  if (isUint8Array(answered)) return { status: 200, headers, body: Buffer.from(answered) };
  return {
    status: 200,
    headers: { ...headers, 'content-type': contentType },
    body: JSON.stringify(answered),
  };
}
