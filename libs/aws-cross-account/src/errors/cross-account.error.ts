import type { CrossAccountErrorCode } from './error-codes.js';

/** Where an error happened. Only what may be read by anyone who may read a log: never a key, a token or an external ID. */
export interface ErrorPlace {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly roleArn?: string | undefined;
}

export interface CrossAccountErrorOptions {
  readonly place?: ErrorPlace | undefined;
  /** Already stripped of secrets: see `UpstreamError`. */
  readonly cause?: unknown;
  readonly retryable?: boolean;
}

/**
 * The base of every error that this library throws.
 *
 * `code` is stable between versions and is what programs should look at; `message` is for people and its last sentence says
 * what to do next; `retryable` tells whether the same call may succeed later with nothing changed.
 */
export abstract class CrossAccountError extends Error {
  abstract readonly code: CrossAccountErrorCode;
  readonly retryable: boolean;
  declare readonly accountId?: string;
  declare readonly region?: string;
  declare readonly roleArn?: string;

  constructor(message: string, { place = {}, cause, retryable = false }: CrossAccountErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.retryable = retryable;
    if (place.accountId !== undefined) this.accountId = place.accountId;
    if (place.region !== undefined) this.region = place.region;
    if (place.roleArn !== undefined) this.roleArn = place.roleArn;
  }
}
