import { inspect } from 'node:util';
import type { AwsCredentialIdentity } from '@smithy/types';

export interface SessionCredentialsInit {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly accountId: string;
  readonly sessionArn: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * The credentials of one session as the cache keeps them. They cannot be printed by accident: the secrets are private, and
 * only copies are handed out.
 */
export class SessionCredentials {
  readonly accountId: string;
  readonly sessionArn: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly #accessKeyId: string;
  readonly #secretAccessKey: string;
  readonly #sessionToken: string | undefined;

  constructor(init: SessionCredentialsInit) {
    this.accountId = init.accountId;
    this.sessionArn = init.sessionArn;
    this.issuedAt = init.issuedAt;
    this.expiresAt = init.expiresAt;
    this.#accessKeyId = init.accessKeyId;
    this.#secretAccessKey = init.secretAccessKey;
    this.#sessionToken = init.sessionToken;
  }

  /** A new, extensible copy for whoever signs: the SDK writes into the object it gets. */
  toIdentity(): AwsCredentialIdentity {
    return new HandedOutIdentity(
      this.#accessKeyId,
      this.#secretAccessKey,
      this.#sessionToken,
      new Date(this.expiresAt),
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
