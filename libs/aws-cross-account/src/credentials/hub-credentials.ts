import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  memoizeIdentityProvider,
  normalizeProvider,
} from '@smithy/core';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { HubCredentialsError } from '../errors/credential.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { Clock } from './clock.js';
import type { CredentialOptions } from './credential-options.js';
import { identityProblem } from './identity-problem.js';
import { selfMemoized } from './memoized-provider.js';
import { withTimeLimit } from './time-limit.js';

/** A person may have to confirm with a second factor; a provider that never answers must not hold everyone for ever. */
const LONGEST_WAIT_MS = 60_000;

/**
 * The hub role's credentials, asked for once for everyone: the SDK alone would ask once per client.
 * What it hands out rejects with `HubCredentialsError`.
 */
export async function hubCredentials(
  given: CredentialOptions['credentials'],
  clock: Clock,
): Promise<AwsCredentialIdentityProvider> {
  const provider = normalizeProvider(given ?? (await sdkChain()));
  const limited = (): Promise<AwsCredentialIdentity> =>
    withTimeLimit(LONGEST_WAIT_MS, clock, () => provider());
  const shared = memoizeIdentityProvider(limited, isIdentityExpired, doesIdentityRequireRefresh);
  return selfMemoized(async () => {
    const identity = await shared?.().catch(rethrowAsHubError);
    const problem = identityProblem(identity, clock.now());
    if (!identity || problem) throw new HubCredentialsError(`${problem}.`);
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
