import {
  copiedGroups,
  CREDENTIAL_OPTION_NAMES,
  checkCredentialOptions,
} from '../credentials/check-credential-options.js';
import type { CredentialOptions } from '../credentials/credential-options.js';
import { pick } from '../credentials/pick.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { ACCESS_OPTION_NAMES, checkAccessOptions, copiedAccess } from '../target/check-access-options.js';
import type { AccessControlOptions } from '../target/access-options.js';
import { checkTargetOptions, OVERRIDE_FIELDS, TARGET_OPTION_NAMES } from '../target/check-target-options.js';
import { Regions } from '../target/region.js';
import type { AccountOverride, TargetOptions } from '../target/target-options.js';
import { checkClientOptions, CLIENT_OPTION_NAMES } from './check-client-options.js';
import type { ClientOptions } from './client-options.js';

/** Everything that can be set. Each part is documented, defaulted and checked by the folder that uses it. */
export interface CrossAccountOptions<Context = never>
  extends TargetOptions, AccessControlOptions<Context>, CredentialOptions, ClientOptions {}

const OPTION_NAMES: readonly string[] = [
  ...TARGET_OPTION_NAMES,
  ...ACCESS_OPTION_NAMES,
  ...CREDENTIAL_OPTION_NAMES,
  ...CLIENT_OPTION_NAMES,
];

/** @throws InvalidOptionError with the path of the first option that is wrong */
function checkOptions(options: CrossAccountOptions, others: readonly string[]): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null) {
    throw new InvalidOptionError(
      '(all)',
      `expected an object such as { roleName: 'inventory-reader' }, got ${describeValue(given)}.`,
    );
  }
  checkTargetOptions(options);
  const regions = new Regions(options.additionalRegions);
  checkAccessOptions(options, regions);
  checkCredentialOptions(options, regions);
  checkClientOptions(options);
  const known = [...OPTION_NAMES, ...others];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown) throw new InvalidOptionError(unknown, `unknown option. Known are ${known.join(', ')}.`);
}

/**
 * A copy of the options, checked: what was checked is what is used, whatever kind of object they are and whatever becomes of
 * it. The copy goes as deep as the options' own fields: a value within `clientDefaults` is not copied.
 *
 * @param others names of options that are not the factory's
 * @throws InvalidOptionError with the path of the first option that is wrong
 */
export function checkedCopy(
  options: CrossAccountOptions,
  others: readonly string[] = [],
): CrossAccountOptions {
  checkOptions(options, others);
  const copy = pick(options, OPTION_NAMES);
  Object.assign(copy, copiedGroups(copy));
  const { access, accountOverrides, additionalRegions, clientDefaults } = copy;
  if (access) copy.access = copiedAccess(access);
  if (accountOverrides) copy.accountOverrides = pickEach(accountOverrides);
  if (additionalRegions) copy.additionalRegions = [...additionalRegions];
  if (typeof clientDefaults === 'object') copy.clientDefaults = { ...clientDefaults };
  checkOptions(copy, others);
  return copy;
}

function pickEach(overrides: Readonly<Record<string, AccountOverride>>): Record<string, AccountOverride> {
  return Object.fromEntries(
    Object.entries(overrides).map(([id, override]) => [id, pick(override, OVERRIDE_FIELDS)]),
  );
}
