import { CrossAccountError, type ErrorPlace } from './cross-account.error.js';
import type { UpstreamError } from './upstream.error.js';

/** Which policy withheld the permission, as far as STS said so. STS often does not, above all across accounts. */
export type DenialSource = 'hub-permissions' | 'role-trust' | 'organization-policy' | 'unknown';

/** The call of AssumeRole that failed. */
export interface AssumeRolePlace extends ErrorPlace {
  readonly externalIdSent?: boolean;
  /** Whether another assumed role made the call (`via`), and not the hub role. */
  readonly isChained?: boolean;
}

interface CredentialErrorDetail {
  readonly place: AssumeRolePlace;
  readonly cause?: UpstreamError | undefined;
}

/** STS denied AssumeRole: one of the two policies does not allow it, or the role does not exist (STS answers both alike). */
export class AssumeRoleDeniedError extends CrossAccountError {
  override readonly name = 'AssumeRoleDeniedError';
  readonly code = 'ASSUME_ROLE_DENIED';
  /** False where a fallback endpoint of STS answered: a role is not given up for that. */
  readonly conclusive: boolean;

  constructor(
    /** The action that was denied: `sts:AssumeRole`, `sts:TagSession` or `sts:SetSourceIdentity`. */
    readonly deniedAction: string,
    readonly deniedBy: DenialSource,
    { place, cause, conclusive = true }: CredentialErrorDetail & { readonly conclusive?: boolean },
  ) {
    super(`${deniedAction} on ${place.roleArn} was denied. ${DENIAL_ADVICE[deniedBy](deniedAction, place)}`, {
      place,
      cause,
    });
    this.conclusive = conclusive;
  }
}

const DENIAL_ADVICE: Readonly<Record<DenialSource, (action: string, place: AssumeRolePlace) => string>> = {
  'role-trust': (action, place) =>
    `Change the role's trust policy in account ${place.accountId}: let it allow ${action} to ${callerIn(place)}. ` +
    `${externalIdAdvice(place)} A role or account that does not exist may be answered like this, too.`,
  'hub-permissions': (action, place) =>
    place.isChained
      ? `Change the permissions policy of the role in via: let it allow ${action} on ${place.roleArn}.`
      : `Change the hub role's permissions policy in the hub account: let it allow ${action} on ${place.roleArn}.`,
  'organization-policy': (action, { accountId }) =>
    `A policy of the organization forbids it: look for a service or resource control policy that denies ${action} ` +
    `between the caller's account and account ${accountId}.`,
  unknown: (action, place) =>
    `STS did not say which policy is at fault. Check in this order: (1) the role exists in account ${place.accountId} under ` +
    `this name and path; (2) its trust policy there allows ${action} to ${callerIn(place)}; (3) that role's permissions policy ` +
    `allows ${action} on ${place.roleArn}. ${externalIdAdvice(place)}`,
};

function callerIn({ isChained = false }: AssumeRolePlace): string {
  return isChained ? 'the role in via' : 'the hub role';
}

function externalIdAdvice({ externalIdSent }: AssumeRolePlace): string {
  return externalIdSent
    ? 'An external ID was sent: the trust policy must ask for that one, or for none.'
    : 'No external ID was sent: if the trust policy asks for one, configure it (externalId, accountOverrides or sessionFor).';
}

/** STS refused the call's content: a policy, a duration or another argument. The same call will never succeed. */
export class AssumeRoleRejectedError extends CrossAccountError {
  override readonly name = 'AssumeRoleRejectedError';
  readonly code = 'ASSUME_ROLE_REJECTED';

  constructor(
    /** The code that STS gave, for example `ValidationError`. */
    readonly upstreamCode: string,
    { place, cause }: CredentialErrorDetail,
  ) {
    super(
      `STS refused ${callOf(place)} with ${upstreamCode}${cause?.message ? `: ${cause.message}` : '.'} ` +
        "Correct the role session's fields (durationSeconds, sessionName, policy, policyArns, tags, …), or the role's own limits.",
      { place, cause },
    );
  }
}

/** The hub role's own credentials cannot be used, so that no role of any account can be assumed. */
export class HubCredentialsError extends CrossAccountError {
  override readonly name = 'HubCredentialsError';
  readonly code = 'HUB_CREDENTIALS';

  constructor(
    problem: string,
    { cause, retryable = false }: { cause?: UpstreamError | AssumeRoleDeniedError; retryable?: boolean } = {},
  ) {
    super(
      `The hub role's own credentials cannot be used: ${problem} This concerns every account, not one. Look at where the ` +
        "application gets its identity (instance profile, IRSA, Pod Identity, task role, SSO profile, the option 'credentials'), " +
        "and check it with 'aws sts get-caller-identity' in the same environment.",
      { cause, retryable },
    );
  }
}

/** STS did not take the credentials of a role that was assumed on the way to another one (`via`). */
export class ViaCredentialsError extends CrossAccountError {
  override readonly name = 'ViaCredentialsError';
  readonly code = 'VIA_CREDENTIALS';

  constructor({ place, cause }: CredentialErrorDetail, { retryable }: { retryable: boolean }) {
    super(
      `STS did not take the credentials of the role in via for ${callOf(place)}: it answered ${cause?.upstreamCode}. ` +
        'See that the role in via still exists and that the clock of this machine is right; then assume that role anew, by ' +
        'calling assume() for it with fresh, or invalidateAccount() for its account.',
      { place, cause, retryable },
    );
  }
}

/** The credentials that `accountOverrides` names for an account cannot be used. */
export class AccountCredentialsError extends CrossAccountError {
  override readonly name = 'AccountCredentialsError';
  readonly code = 'ACCOUNT_CREDENTIALS';

  constructor(
    accountId: string,
    problem: string,
    { cause, retryable = false }: { cause?: UpstreamError; retryable?: boolean } = {},
  ) {
    super(
      `The credentials configured for account ${accountId} cannot be used: ${problem}. ` +
        `Check what the option accountOverrides.${accountId}.credentials provides.`,
      { place: { accountId }, cause, retryable },
    );
  }
}

/** Credentials were issued for another account than the target. They were thrown away. */
export class WrongAccountError extends CrossAccountError {
  override readonly name = 'WrongAccountError';
  readonly code = 'WRONG_ACCOUNT';

  constructor(
    readonly actualAccountId: string,
    place: ErrorPlace,
  ) {
    super(
      `Credentials for account ${place.accountId} turned out to be those of account ${actualAccountId}; they were not used. ` +
        'Check the STS endpoint and the credentials that are configured for this account.',
      { place },
    );
  }
}

/** Credentials were required to be valid for longer than the session can be. */
export class SessionTooShortError extends CrossAccountError {
  override readonly name = 'SessionTooShortError';
  readonly code = 'SESSION_TOO_SHORT';

  constructor(
    readonly minValidSeconds: number,
    /** The longest that can be had. */
    readonly maximumSeconds: number,
    { accountId }: ErrorPlace,
  ) {
    super(
      `Credentials for account ${accountId} cannot be valid for ${minValidSeconds} s more: the session gives ${maximumSeconds} s ` +
        'at most. Ask for less with minValidSeconds, or for a longer session with durationSeconds, which the role must allow.',
      { place: { accountId } },
    );
  }
}

/** STS is switched off in its region for the hub account. */
export class StsRegionDisabledError extends CrossAccountError {
  override readonly name = 'StsRegionDisabledError';
  readonly code = 'STS_REGION_DISABLED';

  constructor({ place, cause }: CredentialErrorDetail) {
    super(
      'STS is not enabled in the region it was called in. Enable the region in the IAM settings of the hub account, or set ' +
        'the option sts.region to another one.',
      { place, cause },
    );
  }
}

/** STS throttled the call, also after retries. */
export class StsThrottledError extends CrossAccountError {
  override readonly name = 'StsThrottledError';
  readonly code = 'STS_THROTTLED';

  constructor({ place, cause }: CredentialErrorDetail) {
    super(
      `STS throttled ${callOf(place)}. Try again in a few seconds; if it goes on, lower the number of roles ` +
        'that are first used at the same time, or ask for a higher STS quota in the hub account.',
      { place, cause, retryable: true },
    );
  }
}

/** The call of STS was not made: this process calls as fast as it may, and too many calls wait. */
export class StsBusyError extends CrossAccountError {
  override readonly name = 'StsBusyError';
  readonly code = 'STS_BUSY';

  /** @param problem what is too much, for example `10000 calls wait already` */
  constructor(problem: string) {
    super(
      `More roles are first used than STS may be asked for: ${problem}. Try again in some seconds; if it goes on, use fewer ` +
        'roles at the same time, or raise sts.callsPerSecond as far as the quota of the hub account goes.',
      { retryable: true },
    );
  }
}

/** The session is over, or its key was refused by a service, and a new one cannot be had now. */
export class CredentialsExpiredError extends CrossAccountError {
  override readonly name = 'CredentialsExpiredError';
  readonly code = 'CREDENTIALS_EXPIRED';

  constructor({ place, cause }: { readonly place: ErrorPlace; readonly cause?: unknown }) {
    super(
      `The credentials for account ${place.accountId} are no longer accepted, and STS gives no new ones at present. ` +
        'Try again in some seconds; if it goes on, look at the cause, and at the network path to the STS endpoint.',
      { place, cause, retryable: true },
    );
  }
}

/** STS could not be reached, or answered with a server error or with something that is no answer. */
export class StsUnavailableError extends CrossAccountError {
  override readonly name = 'StsUnavailableError';
  readonly code = 'STS_UNAVAILABLE';

  constructor(problem: string, { place, cause }: CredentialErrorDetail) {
    super(
      `${callOf(place)} got no usable answer from STS: ${problem}. Try again; if it goes on, check the network ` +
        'path to the STS endpoint, the options sts.region and sts.endpoint, and AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS.',
      { place, cause, retryable: true },
    );
  }
}

/** Accounts whose credentials are provided have no role, nor has the hub: there the only call is GetCallerIdentity. */
function callOf({ roleArn, accountId }: ErrorPlace): string {
  if (roleArn !== undefined) return `AssumeRole on ${roleArn}`;
  return `GetCallerIdentity for ${accountId === undefined ? 'the hub role' : `account ${accountId}`}`;
}
