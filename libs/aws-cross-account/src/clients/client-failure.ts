import type { SdkClient } from './client-class.js';
import { stackOf } from './middleware.js';
import { redacted } from './redact-failure.js';

/** Where a call to an AWS service failed. */
export interface FailurePlace {
  /** Undefined for the hub role's own clients. */
  readonly accountId: string | undefined;
  readonly region: string;
  /** For example `S3Client` and `ListBucketsCommand`. */
  readonly clientName: string | undefined;
  readonly commandName: string | undefined;
}

const places = new WeakMap<object, FailurePlace>();

/**
 * Stands for every error of a service, or of the network before it, that a call of a client of the factory ended with, whatever
 * the error's own class. `instanceof` and Nest's `@Catch` work with it. The errors themselves stay as the SDK made them, but for
 * what is secret in them.
 * Errors of the caller are not among them: a malformed input, an abort, a fault in a middleware of their own.
 */
export abstract class ClientFailure extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return placeOfFailure(value) !== undefined;
  }
}

export function placeOfFailure(error: unknown): FailurePlace | undefined {
  return typeof error === 'object' && error !== null ? places.get(error) : undefined;
}

/** Lets a client note, for each error that a call ends with, which account and which call it was; and takes secrets out of it. */
export function noteFailures(client: SdkClient, place: Pick<FailurePlace, 'accountId' | 'region'>): void {
  stackOf(client).add(
    (next, { clientName, commandName }) =>
      async (input) => {
        try {
          return await next(input);
        } catch (failure) {
          const error = redacted(failure);
          if (isUpstream(error)) places.set(error, { ...place, clientName, commandName });
          throw error;
        }
      },
    { step: 'initialize', priority: 'high', name: 'crossAccountFailurePlaceMiddleware' },
  );
}

function isUpstream(error: unknown): error is object {
  if (typeof error !== 'object' || error === null) return false;
  const { $fault, code, name } = error as Record<string, unknown>;
  return $fault !== undefined || NETWORK_CODE.test(String(code)) || NETWORK_NAMES.has(String(name));
}

/** Of Node and of undici. */
const NETWORK_CODE = /^(?:E[A-Z]{3,}|UND_ERR_(?!ABORTED)[A-Z_]+)$/;
/** What the SDK's HTTP handlers call a connection that timed out or broke. */
const NETWORK_NAMES = new Set(['TimeoutError', 'RequestTimeout']);
