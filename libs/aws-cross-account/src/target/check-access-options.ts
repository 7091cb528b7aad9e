import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { type AccessControlOptions, type AccessOptions, isAccountMembers } from './access-options.js';
import { accountIdProblem, isAccountId } from './account-id.js';
import { type RefuseField, refuseUnknown } from './refuse-field.js';
import type { Regions } from './region.js';
import { parseRoleArn } from './role-arn.js';
import { isRoleName } from './role-name.js';
import { readTextSet } from './text-set.js';

export const ACCESS_OPTION_NAMES = [
  'access',
  'hubAccountId',
] as const satisfies readonly (keyof AccessControlOptions)[];

export const ACCESS_FIELDS = [
  'allowedAccounts',
  'deniedAccounts',
  'allowedRegions',
  'allowedRoles',
  'allowHubAccount',
  'authorize',
  'principal',
] as const satisfies readonly (keyof AccessOptions)[];

/** Ten times the largest organization. Longer lists belong into a function. */
const MAX_LISTED = 100_000;

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkAccessOptions({ access, hubAccountId }: AccessControlOptions, regions: Regions): void {
  if (hubAccountId !== undefined && !isAccountId(hubAccountId))
    refuseOption('hubAccountId', accountIdProblem(hubAccountId));
  if (access === undefined) return;
  if (typeof access !== 'object' || access === null || Array.isArray(access)) {
    refuseOption('access', `expected an object such as { allowedAccounts }, got ${describeValue(access)}.`);
  }
  refuseUnknown(access, ACCESS_FIELDS, 'access.', refuseOption);
  checkAccounts(access);
  const isRegion = (value: unknown): value is string => regions.partitionOf(value) !== undefined;
  checkList('allowedRegions', access.allowedRegions, 'names of AWS regions', isRegion);
  if (typeof access.allowedRoles !== 'function')
    checkList('allowedRoles', access.allowedRoles, 'role names and role ARNs', isRole);
  for (const field of ['authorize', 'principal'] as const) checkFunction(field, access[field]);
  if (access.allowHubAccount !== undefined && typeof access.allowHubAccount !== 'boolean') {
    const got = describeValue(access.allowHubAccount);
    refuseOption('access.allowHubAccount', `expected true or false, got ${got}.`);
  }
}

/** The options, copied field by field, lists included. They were checked. */
export function copiedAccess(access: AccessOptions): AccessOptions {
  const fields = ACCESS_FIELDS.map((field): [string, unknown] => {
    const value = access[field];
    return [field, Array.isArray(value) ? [...value] : value];
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as AccessOptions;
}

function checkAccounts({ allowedAccounts, deniedAccounts }: AccessOptions): void {
  checkList('deniedAccounts', deniedAccounts, ACCOUNT_IDS, isAccountId);
  if (allowedAccounts === 'any-that-trusts-us' || typeof allowedAccounts === 'function') return;
  if (isAccountMembers(allowedAccounts)) return;
  if (allowedAccounts !== undefined && !Array.isArray(allowedAccounts)) {
    const got = describeValue(allowedAccounts);
    const expected = `expected an array of ${ACCOUNT_IDS}, a function of the account id, an account directory, or 'any-that-trusts-us'`;
    refuseOption('access.allowedAccounts', `${expected}, got ${got}.`);
  }
  checkList('allowedAccounts', allowedAccounts, ACCOUNT_IDS, isAccountId);
}

const ACCOUNT_IDS = 'account ids, each a string of 12 digits';

function checkList(
  field: string,
  value: unknown,
  expected: string,
  isMember: (item: unknown) => item is string,
): void {
  if (value !== undefined)
    readTextSet(value, { expected, isMember, max: MAX_LISTED }, `access.${field}`, refuseOption);
}

function checkFunction(field: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return;
  refuseOption(`access.${field}`, `expected a function, got ${describeValue(value)}.`);
}

function isRole(value: unknown): value is string {
  return isRoleName(value) || parseRoleArn(value) !== undefined;
}

const refuseOption: RefuseField = (option, problem) => {
  throw new InvalidOptionError(option, problem);
};
