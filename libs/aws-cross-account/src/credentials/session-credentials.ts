import { inspect } from 'node:util';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Life } from './renewal/refresh-policy.js';

export interface SessionCredentialsInit {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly accountId: string;
  readonly sessionArn: string;
  readonly life: Life;
}

/**
 * The credentials of one session as the cache keeps them. They cannot be printed by accident: the secrets are private, and
 * only copies are handed out.
 */
export class SessionCredentials {
  readonly accountId: string;
  readonly sessionArn: string;
  readonly life: Life;
  readonly #accessKeyId: string;
  readonly #secretAccessKey: string;
  readonly #sessionToken: string | undefined;

  constructor(init: SessionCredentialsInit) {
    this.accountId = init.accountId;
    this.sessionArn = init.sessionArn;
    this.life = init.life;
    this.#accessKeyId = init.accessKeyId;
    this.#secretAccessKey = init.secretAccessKey;
    this.#sessionToken = init.sessionToken;
  }

  get accessKeyId(): string {
    return this.#accessKeyId;
  }

  /** When they expire, by this machine's clock, whether that is right or not: now, and what is left of their life. */
  expiration(now: number, wall: number): Date {
    return new Date(wall + this.life.expiresAt - now);
  }

  /**
   * A new, extensible copy for whoever signs: the SDK writes into the object it gets.
   *
   * @param now of the monotonic clock
   * @param wall of the other one
   */
  toIdentity(now: number, wall: number): AwsCredentialIdentity {
    return new HandedOutIdentity(
      this.#accessKeyId,
      this.#secretAccessKey,
      this.#sessionToken,
      this.expiration(now, wall),
      this.accountId,
    );
  }
}

/** Own enumerable fields, so that it can be spread; printing it whole shows nothing. */
class HandedOutIdentity implements AwsCredentialIdentity {
  declare readonly sessionToken?: string;

  constructor(
    readonly accessKeyId: string,
    readonly secretAccessKey: string,
    sessionToken: string | undefined,
    readonly expiration: Date,
    readonly accountId: string,
  ) {
    if (sessionToken !== undefined) this.sessionToken = sessionToken;
  }

  toJSON(): string {
    return '[redacted credentials]';
  }

  [inspect.custom](): string {
    return '[redacted credentials]';
  }
}
