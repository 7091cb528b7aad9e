import { AccountDirectory } from '../accounts/account-directory.js';
import { accountTest } from '../accounts/account-filter.js';
import type { Account } from '../accounts/account.js';
import type { OptionRule } from '../credentials/option-rules.js';
import { numberFrom, wholeNumberFrom } from '../credentials/option-rules.js';
import { withDefaults } from '../credentials/with-defaults.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidSweepError } from '../errors/sweep.errors.js';
import { type RefuseField, refuseUnknown } from '../target/refuse-field.js';
import { regionProblem } from '../target/region.js';
import type { SweepLimits, SweepOptions } from './sweep-options.js';

export type SweepLimitSettings = { readonly [Name in keyof SweepLimits]-?: number };

export const SWEEP_LIMIT_DEFAULTS: SweepLimitSettings = {
  concurrency: 50,
  perAccountConcurrency: 4,
  timeoutMs: 300_000,
  graceMs: 500,
  retries: 0,
  giveUpAfterDenied: 10,
};

/** Of Node's timers. */
const LONGEST_MS = 2_147_483_647;

export const SWEEP_LIMIT_RULES: Readonly<Record<keyof SweepLimits, OptionRule>> = {
  concurrency: wholeNumberFrom(1, 10_000),
  perAccountConcurrency: wholeNumberFrom(1, 10_000),
  timeoutMs: orInfinity(numberFrom(1, LONGEST_MS)),
  graceMs: numberFrom(0, 900),
  retries: wholeNumberFrom(0, 100),
  giveUpAfterDenied: orInfinity(wholeNumberFrom(1, 1_000_000)),
};

const TRUE_OR_FALSE: OptionRule = {
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
};

/** What each option of a sweep must be. */
export const SWEEP_OPTION_RULES: Readonly<Record<string, OptionRule>> = {
  ...SWEEP_LIMIT_RULES,
  accounts: {
    accepts: isAccounts,
    expected: 'a directory, or an array or another iterable of account ids, accounts or targets',
  },
  filter: { accepts: (value) => typeof value === 'object', expected: 'an object such as { ous, tags }' },
  regions: {
    accepts: (value) => typeof value === 'function' || value === 'enabled' || Array.isArray(value),
    expected: "an array of regions, 'enabled', or a function of the account",
  },
  order: { accepts: (value) => value === 'spread' || value === 'account', expected: "'spread' or 'account'" },
  signal: { accepts: (value) => value instanceof AbortSignal, expected: 'an AbortSignal' },
  failFast: TRUE_OR_FALSE,
  dryRun: TRUE_OR_FALSE,
  includeHubAccount: TRUE_OR_FALSE,
  principal: { accepts: () => true, expected: 'anything' },
  onProgress: { accepts: (value) => typeof value === 'function', expected: 'a function' },
};

/** The options of a sweep, checked, with their defaults. */
export interface SweepSettings extends SweepLimitSettings {
  readonly regions: SweepOptions['regions'];
  readonly order: 'spread' | 'account';
  readonly isWanted: (account: Account) => boolean;
  readonly failFast: boolean;
  readonly dryRun: boolean;
  readonly includeHubAccount: boolean;
  readonly signal: AbortSignal | undefined;
  /** Undefined where nobody is asked about. */
  readonly entrance: { readonly principal: unknown } | undefined;
  readonly onProgress: SweepOptions['onProgress'];
}

/**
 * @param isRegion whether a value is a region that is known
 * @throws InvalidSweepError with the first option that is wrong; InvalidAccountError for a wrong filter
 */
export function sweepSettings(
  options: SweepOptions,
  defaults: SweepLimits,
  isRegion: (value: unknown) => value is string,
): SweepSettings {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null)
    refuse('options', `expected an object such as { regions }, got ${describeValue(given)}.`);
  refuseUnknown(given, Object.keys(SWEEP_OPTION_RULES), '', refuse);
  for (const [name, { accepts, expected }] of Object.entries(SWEEP_OPTION_RULES)) {
    const value = (options as Record<string, unknown>)[name];
    if (value !== undefined && !accepts(value))
      refuse(name, `expected ${expected}, got ${describeValue(value)}.`);
  }
  if (Array.isArray(options.regions) && options.regions.length === 0)
    refuse('regions', 'expected one region at least. Leave the option out for the default region.');
  const limits = withDefaults(withDefaults(SWEEP_LIMIT_DEFAULTS, defaults), limitsOf(options));
  const {
    regions,
    order = 'spread',
    filter,
    failFast = false,
    dryRun = false,
    includeHubAccount = false,
  } = options;
  return {
    ...limits,
    regions: Array.isArray(regions) ? readRegions(regions, isRegion) : regions,
    order,
    isWanted: filter === undefined ? () => true : accountTest(filter),
    failFast,
    dryRun,
    includeHubAccount,
    signal: options.signal,
    entrance: 'principal' in options ? { principal: options.principal } : undefined,
    onProgress: options.onProgress,
  };
}

function limitsOf(options: SweepOptions): SweepLimits {
  const names = Object.keys(SWEEP_LIMIT_DEFAULTS) as (keyof SweepLimits)[];
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}

/** Each once, in their order. @throws InvalidSweepError */
export function readRegions(
  regions: unknown,
  isRegion: (value: unknown) => value is string,
): readonly string[] {
  if (!Array.isArray(regions))
    refuse('regions', `expected an array of regions, got ${describeValue(regions)}.`);
  const wrong = regions.findIndex((region) => !isRegion(region));
  if (wrong >= 0) refuse(`regions[${wrong}]`, regionProblem(regions[wrong]));
  return [...new Set(regions as string[])];
}

function isAccounts(value: unknown): boolean {
  if (value instanceof AccountDirectory) return true;
  return (
    typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}

function orInfinity({ accepts, expected }: OptionRule): OptionRule {
  return {
    accepts: (value) => value === Number.POSITIVE_INFINITY || accepts(value),
    expected: `${expected}, or Infinity`,
  };
}

const refuse: RefuseField = (option, problem) => {
  throw new InvalidSweepError(option, problem);
};
