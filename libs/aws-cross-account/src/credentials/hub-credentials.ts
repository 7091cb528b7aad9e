import { normalizeProvider } from '@smithy/core';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { HubCredentialsError } from '../errors/credential.errors.js';
import type { UpstreamError } from '../errors/upstream.error.js';
import { askProvider } from './ask-provider.js';
import type { Clock } from './clock.js';
import type { CredentialOptions } from './credential-options.js';
import { selfMemoized } from './memoized-provider.js';
import { type CredentialState, credentialState } from './refresh-policy.js';

/**
 * The hub role's credentials, asked for once for everyone: the SDK alone would ask once per client. They are renewed ahead of
 * their expiry while nobody waits, and valid ones stay in use when that fails.
 * What it hands out rejects with `HubCredentialsError`.
 */
export async function hubCredentials(
  given: CredentialOptions['credentials'],
  clock: Clock,
): Promise<AwsCredentialIdentityProvider> {
  const hub = new HubIdentity(normalizeProvider(given ?? (await sdkChain())), clock);
  return selfMemoized(() => hub.get());
}

/** Loaded only when it is needed: it is not small. */
async function sdkChain(): Promise<() => Promise<AwsCredentialIdentity>> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain();
}

class HubIdentity {
  #current: AwsCredentialIdentity | undefined;
  #issuedAt = 0;
  #renewal: Promise<AwsCredentialIdentity> | undefined;

  constructor(
    private readonly provider: () => Promise<AwsCredentialIdentity>,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<AwsCredentialIdentity> {
    const current = this.#current;
    const state = this.#state(current);
    if (!current || state === 'expired') return this.#renew();
    if (state === 'fresh') return current;
    const renewal = this.#renew().catch(() => current);
    return state === 'advisory' ? current : renewal;
  }

  #state(identity: AwsCredentialIdentity | undefined): CredentialState {
    const expiresAt = identity?.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    return expiresAt === Number.POSITIVE_INFINITY
      ? 'fresh'
      : credentialState({ issuedAt: this.#issuedAt, expiresAt }, this.clock.now());
  }

  #renew(): Promise<AwsCredentialIdentity> {
    this.#renewal ??= this.#obtain().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #obtain(): Promise<AwsCredentialIdentity> {
    this.#current = await askProvider(() => this.provider(), this.clock, hubError);
    this.#issuedAt = this.clock.now();
    return this.#current;
  }
}

/** The SDK's own words say most: which profile, which command logs in. */
function hubError(problem: string, cause?: UpstreamError): HubCredentialsError {
  return new HubCredentialsError(sentence(cause?.message || problem), cause ? { cause } : {});
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
