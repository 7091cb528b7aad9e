/**
 * Every code that a `CrossAccountError` can carry, with what it means. It knows nothing of HTTP: the exception filter maps
 * codes to status codes, and other transports can do likewise.
 */
export const CROSS_ACCOUNT_ERROR_CODES = {
  INVALID_OPTION: 'an option of the module is missing, unknown or malformed',
  DUPLICATE_MODULE: 'the module was registered twice in one application',
  INVALID_TARGET: 'an account target is malformed',
  INVALID_ACCOUNT_ID: 'the account id of a target is missing or malformed',
  INVALID_REGION: 'the region of a target is missing, malformed or unknown',
  INVALID_ROLE: 'the role of a target is malformed',
  INVALID_SESSION_FIELDS: 'what the option sessionFor answered for a target cannot be used',
  NO_HUB_ROLE_FOR_PARTITION: 'the target is in a partition in which the application has no hub role',
  TARGET_REFUSED: 'the access rules of the application keep the caller out of a target',
  INVALID_CLIENT_CLASS: 'what was given is no client class of the AWS SDK v3',
  INVALID_CLIENT_CONFIG: 'a client configuration holds a field that it may not hold',
  FACTORY_CLOSED: 'the factory was closed with its application',
  NO_ACCOUNT_CONTEXT: 'a client that follows the account context was used where there is none',
  CROSSED_ACCOUNT_CONTEXT: 'what was begun in one account context was continued in another',
  ASSUME_ROLE_DENIED: 'STS denied AssumeRole',
  ASSUME_ROLE_REJECTED: 'STS refused what AssumeRole was called with',
  HUB_CREDENTIALS: 'the credentials of the hub role are missing, expired or invalid',
  VIA_CREDENTIALS: 'STS did not take the credentials of a role that is assumed on the way to another one',
  ACCOUNT_CREDENTIALS: 'the credentials configured for one account are missing, expired or invalid',
  WRONG_ACCOUNT: 'credentials turned out to be those of another account than the target',
  SESSION_TOO_SHORT: 'credentials were required to be valid for longer than the session can be',
  STS_REGION_DISABLED: 'STS is not enabled in its region for the hub account',
  STS_THROTTLED: 'STS throttled the call',
  STS_BUSY: 'too many calls of STS wait in this process',
  CREDENTIALS_EXPIRED: 'the session is over or was refused, and STS gives no new one at present',
  INVALID_ACCOUNT: 'an account of a directory, or a filter of accounts, is malformed',
  NO_ACCOUNT_DIRECTORY: 'the module has no directory that says which accounts there are',
  ACCOUNT_LISTING: 'AWS Organizations did not say which accounts there are',
  WRONG_ORGANIZATION: 'the accounts that would be listed are those of another organization',
  MISSING_PACKAGE: 'a package of the AWS SDK is needed that is not installed',
  INVALID_SWEEP: 'an option of a sweep is missing, unknown or malformed',
  SWEEP_CANCELLED: 'a sweep was ended before it was through',
  TARGET_TIMED_OUT: 'the work of a sweep took longer for one target than it may',
  INVALID_QUERY: 'what was asked of the diagnostics is malformed',
  STS_UNAVAILABLE: 'STS could not be reached, or did not answer as it should',
} as const satisfies Record<string, string>;

export type CrossAccountErrorCode = keyof typeof CROSS_ACCOUNT_ERROR_CODES;
