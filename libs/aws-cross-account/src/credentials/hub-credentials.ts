import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  memoizeIdentityProvider,
  normalizeProvider,
} from '@smithy/core';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { HubCredentialsError } from '../errors/credential.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { CredentialOptions } from './credential-options.js';
import { selfMemoized } from './memoized-provider.js';

/**
 * The hub role's credentials, asked for once for everyone: the SDK alone would ask once per client.
 * What it hands out rejects with `HubCredentialsError`.
 */
export async function hubCredentials(
  given: CredentialOptions['credentials'],
): Promise<AwsCredentialIdentityProvider> {
  const provider = normalizeProvider(given ?? (await sdkChain()));
  const shared = memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh);
  return selfMemoized(async () => {
    const identity = await shared?.().catch(rethrowAsHubError);
    if (!identity) throw new HubCredentialsError('none were provided.');
    return identity;
  });
}

/** Loaded only when it is needed: it is not small. */
async function sdkChain(): Promise<() => Promise<AwsCredentialIdentity>> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain();
}

function rethrowAsHubError(error: unknown): never {
  const cause = UpstreamError.from(error);
  throw new HubCredentialsError(cause.message ? sentence(cause.message) : `${cause.upstreamCode}.`, {
    cause,
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
