import { CrossAccountError, type ErrorPlace } from './cross-account.error.js';
import type { CrossAccountErrorCode } from './error-codes.js';

const CODE_BY_FIELD: Readonly<Record<string, CrossAccountErrorCode>> = {
  accountId: 'INVALID_ACCOUNT_ID',
  region: 'INVALID_REGION',
  roleArn: 'INVALID_ROLE',
  roleName: 'INVALID_ROLE',
  rolePath: 'INVALID_ROLE',
};

/** An account target (or what `sessionFor` answered for it) cannot be used. Thrown before any client or network call exists. */
export class InvalidTargetError extends CrossAccountError {
  override readonly name = 'InvalidTargetError';
  readonly code: CrossAccountErrorCode;
  /** The field at fault, for example `accountId`. */
  readonly field: string;

  /** @param problem what was expected, what was got, and what to do */
  constructor(field: string, problem: string, place?: ErrorPlace) {
    super(`Account target: ${field}: ${problem}`, { place });
    this.code = field.startsWith('sessionFor')
      ? 'INVALID_SESSION_FIELDS'
      : (CODE_BY_FIELD[field] ?? 'INVALID_TARGET');
    this.field = field;
  }
}

/** The target lies in a partition (`aws`, `aws-cn`, `aws-us-gov`, …) for which this application holds no hub role. */
export class NoHubRoleForPartitionError extends CrossAccountError {
  override readonly name = 'NoHubRoleForPartitionError';
  readonly code = 'NO_HUB_ROLE_FOR_PARTITION';

  constructor(
    readonly partition: string,
    readonly hubPartition: string,
    place?: ErrorPlace,
  ) {
    super(
      `Account target: partition ${partition} has no hub role: credentials do not cross partitions, and this application ` +
        `runs in ${hubPartition}. Run a second instance with credentials of ${partition}, or correct the region or role ARN.`,
      { place },
    );
  }
}

/**
 * The rules of the option `access` keep somebody out of a target. One text, whatever the rule and whether or not the account
 * exists: whoever asks learns nothing but no. `rule` and `problem` are for those who operate the service.
 */
export class TargetRefusedError extends CrossAccountError {
  override readonly name = 'TargetRefusedError';
  readonly code = 'TARGET_REFUSED';
  /** What is wrong beyond a plain no, for example that the rule failed. */
  declare readonly problem?: string;

  constructor(
    /** The option that refused it, for example `access.allowedAccounts`. */
    readonly rule: string,
    { accountId, region }: ErrorPlace,
    { problem, cause }: { readonly problem?: string; readonly cause?: unknown } = {},
  ) {
    super(
      'Account target: it may not be used here. Ask those who operate this service: the rule that refused it is in the ' +
        "error's field rule, and in the service's log.",
      { place: { accountId, region }, cause },
    );
    if (problem !== undefined) this.problem = problem;
  }
}
