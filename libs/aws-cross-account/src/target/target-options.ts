import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { AccountTarget, RoleSessionFields } from './account-target.js';

/** What is different in one account. */
export interface AccountOverride extends RoleSessionFields {
  /** Default region for clients of this account. */
  region?: string | undefined;
  /**
   * Where the account's credentials come from instead of AssumeRole, whatever role a target names: an SDK credential
   * provider, or `'hub-role'` for the hub role's own credentials (an account that holds no role, such as the hub's own).
   * Checked by one GetCallerIdentity to answer for this account.
   */
  credentials?: AwsCredentialIdentityProvider | 'hub-role' | undefined;
}

/** Which account, region and role a target means. */
export interface TargetOptions extends Omit<RoleSessionFields, 'roleArn'> {
  /** Name of the role that every member account holds. The only required option. */
  roleName: string;
  /** Default region. Default: what the SDK finds in `AWS_REGION` or the profile. */
  region?: string | undefined;
  /** The partition of the hub role. Default: that of the region. */
  partition?: string | undefined;
  /** Region names that the installed SDK does not know yet. */
  additionalRegions?: string[] | undefined;
  /** What is different in some accounts, by account id. */
  accountOverrides?: Record<string, AccountOverride> | undefined;
  /**
   * Fields of the role session that depend on the target, for example the external ID of a tenant. Synchronous, and pure:
   * equal targets must get equal answers, since the answer for a target is kept.
   */
  sessionFor?: ((target: Readonly<AccountTarget>) => RoleSessionFields | undefined) | undefined;
}
