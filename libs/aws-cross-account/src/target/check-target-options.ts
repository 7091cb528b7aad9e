import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { accountIdProblem, isAccountId } from './account-id.js';
import { SESSION_FIELDS } from './account-target.js';
import { isPartitionForm } from './iam-arn.js';
import { refuseNarrowing } from './provided-session.js';
import { type RefuseField, refuseUnknown } from './refuse-field.js';
import { isRegionForm, regionProblem, Regions } from './region.js';
import { parseRoleArn } from './role-arn.js';
import { readSessionFields } from './session-fields.js';
import type { AccountOverride, TargetOptions } from './target-options.js';

const MODULE_SESSION_FIELDS = SESSION_FIELDS.filter((field) => field !== 'roleArn');

export const TARGET_OPTION_NAMES = [
  ...MODULE_SESSION_FIELDS,
  'region',
  'partition',
  'additionalRegions',
  'accountOverrides',
  'sessionFor',
] as const satisfies readonly (keyof TargetOptions)[];

export const OVERRIDE_FIELDS: readonly string[] = [...SESSION_FIELDS, 'region', 'credentials'];

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkTargetOptions(options: TargetOptions): void {
  if (options.roleName === undefined || options.roleName === '') {
    throw new InvalidOptionError(
      'roleName',
      'expected the name of the role that every member account holds, got nothing. ' +
        'Give roleName, or set AWS_CROSS_ACCOUNT_ROLE_NAME if the module is configured by environment.',
    );
  }
  if ('roleArn' in options)
    check('roleArn', 'an ARN holds one account. Give roleName, and rolePath if there is one.');
  const { roleName } = parseRoleArn(options.roleName) ?? {};
  if (roleName) check('roleName', `expected the role's name alone, got its ARN. Give '${roleName}'.`);
  readSessionFields(options, '', refuseOption);
  checkRegions(options);
  checkOverrides(options.accountOverrides, new Regions(options.additionalRegions));
  if (options.sessionFor !== undefined && typeof options.sessionFor !== 'function') {
    check(
      'sessionFor',
      `expected a synchronous function of the target, got ${describeValue(options.sessionFor)}.`,
    );
  }
}

function checkRegions({ additionalRegions, region, partition }: TargetOptions): void {
  if (additionalRegions !== undefined && !Array.isArray(additionalRegions)) {
    check('additionalRegions', `expected an array of region names, got ${describeValue(additionalRegions)}.`);
  }
  for (const [index, name] of (additionalRegions ?? []).entries()) {
    if (!isRegionForm(name)) check(`additionalRegions[${index}]`, regionProblem(name));
  }
  if (partition !== undefined && !isPartitionForm(partition)) {
    check('partition', `expected a partition such as aws or aws-cn, got ${describeValue(partition)}.`);
  }
  if (region !== undefined && new Regions(additionalRegions).partitionOf(region) === undefined) {
    check('region', regionProblem(region));
  }
}

function checkOverrides(overrides: TargetOptions['accountOverrides'], regions: Regions): void {
  if (overrides === undefined) return;
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) {
    check('accountOverrides', `expected an object by account id, got ${describeValue(overrides)}.`);
  }
  for (const [accountId, override] of Object.entries(overrides)) {
    const path = `accountOverrides.${accountId}`;
    if (!isAccountId(accountId)) check(path, `the key: ${accountIdProblem(accountId)}`);
    if (typeof override !== 'object' || override === null) {
      check(path, `expected an object, got ${describeValue(override)}.`);
    }
    checkOverride(path, accountId, override, regions);
  }
}

function checkOverride(path: string, accountId: string, override: AccountOverride, regions: Regions): void {
  refuseUnknown(override, OVERRIDE_FIELDS, `${path}.`, refuseOption);
  const fields = readSessionFields(override, `${path}.`, refuseOption);
  const { roleArn, region, credentials } = override;
  if (roleArn !== undefined && parseRoleArn(roleArn)?.accountId !== accountId) {
    check(`${path}.roleArn`, `expected a role of account ${accountId}, got ${describeValue(roleArn)}.`);
  }
  if (region !== undefined && regions.partitionOf(region) === undefined)
    check(`${path}.region`, regionProblem(region));
  if (credentials !== undefined && credentials !== 'hub-role' && typeof credentials !== 'function') {
    check(
      `${path}.credentials`,
      `expected an SDK credential provider (a function) or 'hub-role', got another value.`,
    );
  }
  if (credentials === undefined) return;
  refuseNarrowing(fields, (field, problem) => refuseOption(`${path}.${field}`, problem));
}

const refuseOption: RefuseField = (option, problem) => {
  throw new InvalidOptionError(option, problem);
};

function check(option: string, problem: string | undefined): asserts problem is undefined {
  if (problem !== undefined) throw new InvalidOptionError(option, problem);
}
