import { CrossAccountError } from './cross-account.error.js';
import type { UpstreamError } from './upstream.error.js';

/** An account that a directory was given or answered, or what accounts are to be filtered by, is malformed. */
export class InvalidAccountError extends CrossAccountError {
  override readonly name = 'InvalidAccountError';
  readonly code = 'INVALID_ACCOUNT';

  /**
   * @param field for example `id`, `filter.ous` or `accounts[3].tags.team`
   * @param problem what was expected, what was got, and what to do
   */
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`Accounts: ${field}: ${problem}`);
  }
}

/** The module has no account directory, and something asked for the accounts. */
export class NoAccountDirectoryError extends CrossAccountError {
  override readonly name = 'NoAccountDirectoryError';
  readonly code = 'NO_ACCOUNT_DIRECTORY';

  constructor() {
    super(
      'Nobody said which accounts there are. Give the option directory of AwsCrossAccountModule, such as ' +
        'new OrganizationsAccountDirectory() or new StaticAccountDirectory([...]), or give the sweep its accounts.',
    );
  }
}

/** Something needs a package of the AWS SDK that is not installed. */
export class MissingPackageError extends CrossAccountError {
  override readonly name = 'MissingPackageError';
  readonly code = 'MISSING_PACKAGE';

  constructor(
    readonly packageName: string,
    /** What it is needed for. */
    purpose: string,
  ) {
    super(
      `To learn ${purpose}, ${packageName} is needed, and it is not installed: npm install ${packageName}.`,
    );
  }
}

/** AWS Organizations did not say which accounts there are. */
export class AccountListingError extends CrossAccountError {
  override readonly name = 'AccountListingError';
  readonly code = 'ACCOUNT_LISTING';

  constructor(
    /** The service's code, for example `AccessDeniedException`. */
    readonly upstreamCode: string,
    { cause, retryable }: { readonly cause: UpstreamError; readonly retryable: boolean },
  ) {
    super(
      `The accounts could not be listed: AWS Organizations answered ${upstreamCode}. Only the management account and delegated administrators ` +
        'may list them: let listedBy name a role in one of these that may call organizations:ListRoots, ListOrganizationalUnitsForParent, ' +
        'ListAccountsForParent, and, as far as you ask for them, ListTagsForResource and DescribeOrganization.',
      { cause, retryable },
    );
  }
}

/** The accounts that would have been listed are those of another organization than the one that was named. */
export class WrongOrganizationError extends CrossAccountError {
  override readonly name = 'WrongOrganizationError';
  readonly code = 'WRONG_ORGANIZATION';

  constructor(
    readonly expectedId: string,
    readonly actualId: string | undefined,
  ) {
    super(
      `The accounts were not listed: they are those of organization ${actualId ?? '(unknown)'}, not of ${expectedId}. ` +
        'Look at which account lists them (listedBy, or the hub role), and at the option organizationId.',
    );
  }
}
