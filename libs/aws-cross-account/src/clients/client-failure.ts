import type { SdkClient } from './client-class.js';

/** Where a call to an AWS service failed. */
export interface FailurePlace {
  /** Undefined for the hub role's own clients. */
  readonly accountId: string | undefined;
  readonly region: string;
  /** For example `S3Client` and `ListBucketsCommand`. */
  readonly clientName: string | undefined;
  readonly commandName: string | undefined;
}

type Handler = (input: object) => Promise<object>;

interface ExecutionContext {
  readonly clientName?: string;
  readonly commandName?: string;
}

interface MiddlewareStack {
  add(middleware: (next: Handler, context: ExecutionContext) => Handler, options: object): void;
}

const places = new WeakMap<object, FailurePlace>();

/**
 * Stands for every error of a call that a client of the factory made, whatever its own class: errors of the service and of
 * the network alike. `instanceof` and Nest's `@Catch` work with it. The errors themselves stay as the SDK made them.
 */
export abstract class ClientFailure extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return placeOfFailure(value) !== undefined;
  }
}

export function placeOfFailure(error: unknown): FailurePlace | undefined {
  return typeof error === 'object' && error !== null ? places.get(error) : undefined;
}

/** Lets a client note, for each error that a call ends with, which account and which call it was. */
export function noteFailures<C extends SdkClient>(
  client: C,
  place: Pick<FailurePlace, 'accountId' | 'region'>,
): C {
  const stack = client.middlewareStack as MiddlewareStack;
  stack.add(
    (next, { clientName, commandName }) =>
      async (input) => {
        try {
          return await next(input);
        } catch (error) {
          if (typeof error === 'object' && error !== null)
            places.set(error, { ...place, clientName, commandName });
          throw error;
        }
      },
    { step: 'initialize', priority: 'high', name: 'crossAccountFailurePlaceMiddleware' },
  );
  return client;
}
