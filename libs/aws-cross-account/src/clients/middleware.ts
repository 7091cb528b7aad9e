import type { SdkClient } from './client-class.js';

/** What goes into a step of a call. From the step `build` on, there is a request. */
export interface StepInput {
  readonly request?: unknown;
}

export type Step = (input: StepInput) => Promise<object>;

export interface CallContext {
  readonly clientName?: string;
  readonly commandName?: string;
}

export type Middleware = (next: Step, context: CallContext) => Step;

/** What this library uses of the middleware stack of a client, whose own types are per client class. */
export interface MiddlewareStack {
  add(middleware: Middleware, options: { step: string; priority: string; name: string }): void;
  addRelativeTo(
    middleware: Middleware,
    options: { relation: 'before' | 'after'; toMiddleware: string; name: string },
  ): void;
  identify(): string[];
  clone(): MiddlewareStack;
}

export function stackOf(client: SdkClient): MiddlewareStack {
  return client.middlewareStack as MiddlewareStack;
}
