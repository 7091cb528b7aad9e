import { AsyncResource } from 'node:async_hooks';
import { normalizeProvider } from '@smithy/core';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { HubCredentialsError } from '../../errors/credential.errors.js';
import type { UpstreamError } from '../../errors/upstream.error.js';
import { selfMemoized } from '../cache/memoized-provider.js';
import type { Clock } from '../clock.js';
import type { CredentialOptions } from '../credential-options.js';
import type { RenewalSettings } from '../renewal/renewal-settings.js';
import type { RecordCondition } from '../renewal/record-condition.js';
import { RenewingRecord } from '../renewal/renewing-record.js';
import type { ServerTime } from '../server-time.js';
import { askProvider, PROVIDER_REST_MS } from '../provided/ask-provider.js';
import { identityLife } from '../provided/identity-life.js';
import { HubIdentity } from './hub-identity.js';

/**
 * The hub role's credentials, asked for once for everyone: the SDK alone would ask once per client. They renew themselves by the
 * rules that hold for every session. Rejects with `HubCredentialsError`.
 */
export class HubCredentials {
  readonly #record: RenewingRecord<HubIdentity>;
  readonly #outside = new AsyncResource('CrossAccountHubCredentials');
  /** For clients of the hub role's own. */
  readonly provider: AwsCredentialIdentityProvider = selfMemoized(() => this.get());

  constructor(
    private readonly ask: () => Promise<AwsCredentialIdentity>,
    private readonly clock: Clock,
    private readonly time: ServerTime,
    private readonly settings: RenewalSettings,
  ) {
    this.#record = new RenewingRecord({
      clock,
      settings: { ...settings, staleMs: 0 },
      recoveries: () => 0,
      obtain: () => this.#obtain(),
      cause: () => undefined,
      outside: (work) => this.#outside.runInAsyncScope(work),
      believesDenials: () => true,
      restAfter: () => PROVIDER_REST_MS,
      refused: (cause) =>
        cause ?? hubError('STS does not take their key, and the provider has answered no other'),
      renewed: () => undefined,
      failed: () => undefined,
      servedStale: () => undefined,
    });
  }

  async get(): Promise<AwsCredentialIdentity> {
    return (await this.#record.get()).identity;
  }

  /** How they are, for people. */
  get condition(): RecordCondition {
    return this.#record.condition(this.clock.monotonic(), this.clock.now());
  }

  /** STS did not take a key. @returns whether another try can help */
  reject(accessKeyId: string): boolean {
    return this.#record.reject(accessKeyId, 'expired') !== 'kept';
  }

  async #obtain(): Promise<HubIdentity> {
    const identity = await askProvider(this.ask, this.clock, hubError);
    const { clock, time, settings } = this;
    const life = identityLife(identity, { clock, time, windows: settings.windows }, Number.POSITIVE_INFINITY);
    if (!life) throw hubError('they have expired');
    return new HubIdentity(identity, life);
  }
}

/** @param given the option `credentials`; without it, the SDK's own chain */
export async function hubProvider(
  given: CredentialOptions['credentials'],
): Promise<() => Promise<AwsCredentialIdentity>> {
  if (given !== undefined) return normalizeProvider(given);
  // Loaded only when it is needed: it is not small. A chain remembers what it answered, so each time is another one.
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return () => fromNodeProviderChain()();
}

/** The SDK's own words say most: which profile, which command logs in. */
function hubError(problem: string, cause?: UpstreamError): HubCredentialsError {
  return new HubCredentialsError(sentence(cause?.message || problem), cause ? { cause } : {});
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
