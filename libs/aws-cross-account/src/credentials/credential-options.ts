import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { CacheOptions } from './cache/cache-settings.js';
import type { RenewalOptions } from './renewal/renewal-settings.js';
import type { StsOptions } from './sts/sts-settings.js';

/** Where credentials come from, and how they are kept. */
export interface CredentialOptions extends RenewalOptions {
  /**
   * The hub role's credentials: an SDK credential provider, or plain credentials. Default: the SDK's own chain
   * (environment, SSO and other profiles, web identity, container and instance metadata).
   */
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider | undefined;
  sts?: StsOptions | undefined;
  cache?: CacheOptions | undefined;
}
