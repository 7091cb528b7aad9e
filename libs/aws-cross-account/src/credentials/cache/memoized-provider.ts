import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

/**
 * Tells the SDK's clients that this provider keeps its own answers, so that they ask it on every request instead of keeping
 * a copy each. The flag is not documented; a test holds the SDK to it (`resolveAwsSdkSigV4Config` in `@aws-sdk/core`).
 */
export function selfMemoized(provide: () => Promise<AwsCredentialIdentity>): AwsCredentialIdentityProvider {
  return Object.assign(provide, { memoized: true });
}
