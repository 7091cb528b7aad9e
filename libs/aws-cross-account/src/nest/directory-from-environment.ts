import type { AccountDirectory } from '../accounts/account-directory.js';
import { OrganizationsAccountDirectory } from '../accounts/organizations-account-directory.js';
import type { OrganizationsOptions } from '../accounts/organizations-options.js';
import { StaticAccountDirectory } from '../accounts/static-account-directory.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidAccountError } from '../errors/account.errors.js';
import { parseRoleArn } from '../target/role-arn.js';
import { invalidVariable, list, type Text, trueOrFalse, type Variable, wholeNumber } from './environment.js';

const ORGANIZATION = 'organizations';

/** The variable of each option of an organization's directory. */
const VARIABLE_OF = {
  listedBy: 'ORGANIZATION_LISTED_BY',
  ous: 'ORGANIZATION_OUS',
  organizationId: 'ORGANIZATION_ID',
  tags: 'ORGANIZATION_TAGS',
  ttlSeconds: 'ORGANIZATION_TTL_SECONDS',
} as const satisfies Partial<Record<keyof OrganizationsOptions, Variable>>;

type Organization = Pick<OrganizationsOptions, keyof typeof VARIABLE_OF>;

/**
 * Which accounts there are: those of an organization, or those whose ids are given.
 *
 * @throws InvalidOptionError with the name of the variable that is wrong
 */
export function directoryFrom(text: Text): AccountDirectory | undefined {
  const organization: Organization = {
    listedBy: listedBy('ORGANIZATION_LISTED_BY', text),
    ous: list('ORGANIZATION_OUS', text),
    organizationId: text('ORGANIZATION_ID'),
    tags: trueOrFalse('ORGANIZATION_TAGS', text),
    ttlSeconds: wholeNumber('ORGANIZATION_TTL_SECONDS', text),
  };
  if (text('DIRECTORY') === ORGANIZATION) return ofOrganization(organization);
  for (const name of Object.values(VARIABLE_OF)) {
    if (text(name) !== undefined)
      throw invalidVariable(
        name,
        `is for AWS_CROSS_ACCOUNT_DIRECTORY=${ORGANIZATION}. Set that, or unset this.`,
      );
  }
  return ofIds(list('DIRECTORY', text));
}

function ofOrganization(options: Organization): AccountDirectory {
  try {
    return new OrganizationsAccountDirectory(options);
  } catch (error) {
    if (!(error instanceof InvalidAccountError)) throw error;
    const [, option = ''] = /^options\.(\w+)/.exec(error.field) ?? [];
    throw option in VARIABLE_OF
      ? invalidVariable(VARIABLE_OF[option as keyof Organization], error.message)
      : error;
  }
}

function ofIds(ids: readonly string[] | undefined): AccountDirectory | undefined {
  try {
    return ids && new StaticAccountDirectory(ids);
  } catch (error) {
    if (!(error instanceof InvalidAccountError)) throw error;
    throw invalidVariable('DIRECTORY', `expected ${ORGANIZATION}, or account ids. ${error.message}`);
  }
}

function listedBy(name: Variable, text: Text): OrganizationsOptions['listedBy'] {
  const roleArn = text(name);
  if (roleArn === undefined || parseRoleArn(roleArn)) return roleArn === undefined ? undefined : { roleArn };
  throw invalidVariable(
    name,
    `expected the ARN of a role such as arn:aws:iam::111122223333:role/organization-reader, got ${describeValue(roleArn)}.`,
  );
}
