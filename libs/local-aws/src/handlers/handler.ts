import type { AddedOperation } from '../service/operations.js';

/** One request to an operation that was added. It is authenticated, and allowed by the caller's permissions. */
export interface HandlerCall {
  readonly service: string;
  /** Name of the operation, without the service. */
  readonly action: string;
  /** The caller's account. */
  readonly accountId: string;
  /** The caller's role and the session of it. */
  readonly roleArn: string;
  readonly sessionArn: string;
  readonly sessionName: string;
  /** The region that the request was signed for. */
  readonly region: string;
  /** The time as AWS sees it, in ms since the epoch. */
  readonly now: number;
  /** Members of a JSON body, or parameters of a form, as far as there are any. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The parts in braces of the handler's route, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly request: HandlerRequest;
}

/** The request as it came, without its signature and its session token. */
export interface HandlerRequest {
  readonly method: string;
  /** Not decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is answered with status 200: an object as JSON; text or bytes as they are; nothing, an empty body. */
export type HandlerAnswer = object | string | Uint8Array | undefined;

/**
 * Answers a request. To refuse, throw an {@link AwsFault}: it is written in the protocol of the request. Whatever else
 * is thrown is answered with 500 and its message.
 */
export type HandlerFunction = (call: HandlerCall) => HandlerAnswer | Promise<HandlerAnswer>;

export interface HandlerOptions {
  /**
   * Method and path of an operation of REST, e.g. `GET /2015-03-31/functions/{name}`; a part in braces stands for one
   * segment. Default: requests name the action, in `x-amz-target` or as the parameter `Action`.
   */
  route?: string;
  /** The IAM action that the caller needs, e.g. `cloudwatch:ListMetrics`. Default: service and action. */
  permission?: string;
}

export interface HandlerHandle {
  /** By which its calls are counted and faults chosen. */
  readonly action: AddedOperation;
  /** Answers no more. */
  remove(): void;
}
