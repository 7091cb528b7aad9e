import { registerAs } from '@nestjs/config';
import type { StsOptions } from '../credentials/sts/sts-settings.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import type { AccountOverride } from '../target/target-options.js';
import type { AccessOptions } from './access-types.js';
import type { AwsCrossAccountModuleOptions } from './module-definition.js';

const PREFIX = 'AWS_CROSS_ACCOUNT_';

/**
 * The module's options from the environment, for `@nestjs/config`:
 * `AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider())`.
 *
 * Each option that can be written as text has a variable: `AWS_CROSS_ACCOUNT_ROLE_NAME` and its siblings. Empty means unset.
 * Session tags and a role on the way with fields of its own are set in code, or for single accounts in the overrides' JSON.
 */
export const awsCrossAccountConfig = registerAs('awsCrossAccount', () => optionsFromEnvironment(process.env));

/** Every variable that is read, without its prefix. */
const VARIABLES = [
  'ROLE_NAME',
  'ROLE_PATH',
  'REGION',
  'PARTITION',
  'EXTERNAL_ID',
  'SESSION_NAME',
  'DURATION_SECONDS',
  'SOURCE_IDENTITY',
  'POLICY',
  'POLICY_ARNS',
  'VIA',
  'MAX_ATTEMPTS',
  'REQUESTS_PER_ACCOUNT',
  'SHUTDOWN_SECONDS',
  'CACHE_CLIENTS',
  'ADDITIONAL_REGIONS',
  'ACCOUNT_OVERRIDES',
  'ALLOWED_ACCOUNTS',
  'DENIED_ACCOUNTS',
  'ALLOWED_REGIONS',
  'ALLOWED_ROLES',
  'ALLOW_HUB_ACCOUNT',
  'HUB_ACCOUNT_ID',
  'STS_REGION',
  'STS_ENDPOINT',
  'STS_FALLBACK_REGIONS',
  'STS_CALLS_PER_SECOND',
  'STS_REPLICAS',
  'REFRESH',
  'STALE_SECONDS',
  'KEEP_DENIED_SESSIONS',
] as const;

type Variable = (typeof VARIABLES)[number];
type Text = (name: Variable) => string | undefined;

/**
 * @throws InvalidOptionError with the name of the variable that cannot be read, or that begins like one of ours and is none;
 * what is read is checked at boot
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): AwsCrossAccountModuleOptions {
  refuseUnknown(Object.keys(env));
  const text: Text = (name) => env[PREFIX + name] || undefined;
  return {
    // An empty name is refused at boot, by the check that knows all about the option.
    roleName: text('ROLE_NAME') ?? '',
    rolePath: text('ROLE_PATH'),
    region: text('REGION'),
    partition: text('PARTITION'),
    externalId: text('EXTERNAL_ID'),
    sessionName: text('SESSION_NAME'),
    durationSeconds: wholeNumber('DURATION_SECONDS', text),
    sourceIdentity: text('SOURCE_IDENTITY'),
    policy: text('POLICY'),
    // A policy's name may hold a comma.
    policyArns: text('POLICY_ARNS')?.split(/\s*,\s*(?=arn:)/),
    via: text('VIA'),
    maxAttempts: wholeNumber('MAX_ATTEMPTS', text),
    requestsPerAccount: wholeNumber('REQUESTS_PER_ACCOUNT', text),
    shutdownSeconds: wholeNumber('SHUTDOWN_SECONDS', text),
    additionalRegions: list('ADDITIONAL_REGIONS', text),
    accountOverrides: overrides('ACCOUNT_OVERRIDES', text),
    hubAccountId: text('HUB_ACCOUNT_ID'),
    // What is no such word is refused at boot, too.
    refresh: text('REFRESH') as AwsCrossAccountModuleOptions['refresh'],
    staleSeconds: wholeNumber('STALE_SECONDS', text),
    keepDeniedSessions: trueOrFalse('KEEP_DENIED_SESSIONS', text),
    ...accessOptions(text),
    ...cacheOptions(text),
    ...stsOptions(text),
  };
}

function accessOptions(text: Text): Pick<AwsCrossAccountModuleOptions, 'access'> {
  const access: AccessOptions = {
    allowedAccounts: text('ALLOWED_ACCOUNTS') === ANY_ACCOUNT ? ANY_ACCOUNT : list('ALLOWED_ACCOUNTS', text),
    deniedAccounts: list('DENIED_ACCOUNTS', text),
    allowedRegions: list('ALLOWED_REGIONS', text),
    allowedRoles: list('ALLOWED_ROLES', text),
    allowHubAccount: trueOrFalse('ALLOW_HUB_ACCOUNT', text),
  };
  return isGiven(access) ? { access } : {};
}

const ANY_ACCOUNT = 'any-that-trusts-us';

function cacheOptions(text: Text): Pick<AwsCrossAccountModuleOptions, 'cache'> {
  const clients = wholeNumber('CACHE_CLIENTS', text);
  return clients === undefined ? {} : { cache: { clients } };
}

function stsOptions(text: Text): Pick<AwsCrossAccountModuleOptions, 'sts'> {
  const sts: StsOptions = {
    region: text('STS_REGION'),
    endpoint: text('STS_ENDPOINT'),
    fallbackRegions: list('STS_FALLBACK_REGIONS', text),
    callsPerSecond: wholeNumber('STS_CALLS_PER_SECOND', text),
    replicas: wholeNumber('STS_REPLICAS', text),
  };
  return isGiven(sts) ? { sts } : {};
}

function isGiven(group: object): boolean {
  return Object.values(group).some((value) => value !== undefined);
}

function refuseUnknown(names: string[]): void {
  const known = new Set<string>(VARIABLES.map((name) => PREFIX + name));
  const unknown = names.find((name) => name.startsWith(PREFIX) && !known.has(name));
  if (unknown) throw new InvalidOptionError(unknown, `unknown variable. Known are ${[...known].join(', ')}.`);
}

function list(name: Variable, text: Text): string[] | undefined {
  return text(name)
    ?.split(',')
    .map((item) => item.trim());
}

function wholeNumber(name: Variable, text: Text): number | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new InvalidOptionError(PREFIX + name, `expected a whole number, got ${describeValue(given)}.`);
}

function trueOrFalse(name: Variable, text: Text): boolean | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  if (given === 'true' || given === 'false') return given === 'true';
  throw new InvalidOptionError(PREFIX + name, `expected true or false, got ${describeValue(given)}.`);
}

function overrides(name: Variable, text: Text): Record<string, AccountOverride> | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  try {
    return JSON.parse(given) as Record<string, AccountOverride>;
  } catch {
    // The text may hold external IDs, and the parser's message repeats some of it.
    throw new InvalidOptionError(
      PREFIX + name,
      'expected JSON such as {"111122223333":{"externalId":"..."}}, got text that is no JSON.',
    );
  }
}
