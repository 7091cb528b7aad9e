import type { AwsCredentialIdentity } from '@smithy/types';
import type { Life } from '../renewal/refresh-policy.js';
import type { Renewable } from '../renewal/renewal-port.js';

/** The hub role's credentials, as its provider answered them. */
export class HubIdentity implements Renewable {
  readonly #identity: AwsCredentialIdentity;

  constructor(
    identity: AwsCredentialIdentity,
    readonly life: Life,
  ) {
    this.#identity = identity;
  }

  get accessKeyId(): string {
    return this.#identity.accessKeyId;
  }

  get identity(): AwsCredentialIdentity {
    return this.#identity;
  }
}
