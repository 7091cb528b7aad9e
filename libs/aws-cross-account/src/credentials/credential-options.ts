import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

/** The STS endpoint that roles are assumed at. */
export interface StsOptions {
  /** Default: the module's region, so that an outage of another region does not matter. */
  region?: string | undefined;
  /** A URL. Default: the SDK's own rules, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL` included. */
  endpoint?: string | undefined;
}

/** Where credentials come from. */
export interface CredentialOptions {
  /**
   * The hub role's credentials: an SDK credential provider, or plain credentials. Default: the SDK's own chain
   * (environment, SSO and other profiles, web identity, container and instance metadata).
   */
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider | undefined;
  sts?: StsOptions | undefined;
}
