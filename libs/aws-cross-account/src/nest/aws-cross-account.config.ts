import { registerAs } from '@nestjs/config';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { EnabledRegionsOptions } from '../accounts/enabled-regions.js';
import type { StsOptions } from '../credentials/sts/sts-settings.js';
import type { SweepDefaults } from '../sweep/sweep-defaults.js';
import type { AccountOverride } from '../target/target-options.js';
import type { AccessOptions } from './access-types.js';
import { directoryFrom } from './directory-from-environment.js';
import {
  invalidVariable,
  isGiven,
  list,
  type Text,
  trueOrFalse,
  type Variable,
  variablesOf,
  wholeNumber,
} from './environment.js';
import type { AwsCrossAccountModuleOptions } from './module-definition.js';

/**
 * The module's options from the environment, for `@nestjs/config`:
 * `AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider())`.
 *
 * Each option that can be written as text has a variable: `AWS_CROSS_ACCOUNT_ROLE_NAME` and its siblings. Empty means unset.
 * Session tags and a role on the way with fields of its own are set in code, or for single accounts in the overrides' JSON.
 */
export const awsCrossAccountConfig = registerAs('awsCrossAccount', () => optionsFromEnvironment(process.env));

/**
 * @throws InvalidOptionError with the name of the variable that cannot be read, or that begins like one of ours and is none;
 * what is read is checked at boot
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): AwsCrossAccountModuleOptions {
  const text = variablesOf(env);
  const directory = directoryFrom(text);
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
    directory,
    ...accessOptions(text, directory),
    ...cacheOptions(text),
    ...stsOptions(text),
    ...sweepOptions(text),
  };
}

function accessOptions(
  text: Text,
  directory: AccountDirectory | undefined,
): Pick<AwsCrossAccountModuleOptions, 'access'> {
  const access: AccessOptions = {
    allowedAccounts: allowedAccounts('ALLOWED_ACCOUNTS', text, directory),
    deniedAccounts: list('DENIED_ACCOUNTS', text),
    allowedRegions: list('ALLOWED_REGIONS', text),
    allowedRoles: list('ALLOWED_ROLES', text),
    allowHubAccount: trueOrFalse('ALLOW_HUB_ACCOUNT', text),
  };
  return isGiven(access) ? { access } : {};
}

function allowedAccounts(
  name: Variable,
  text: Text,
  directory: AccountDirectory | undefined,
): AccessOptions['allowedAccounts'] {
  const given = text(name);
  if (given === 'any-that-trusts-us') return given;
  if (given !== 'directory') return list(name, text);
  if (directory) return directory;
  throw invalidVariable(
    name,
    'there is no directory whose accounts could be allowed. Set AWS_CROSS_ACCOUNT_DIRECTORY.',
  );
}

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

function sweepOptions(text: Text): Pick<AwsCrossAccountModuleOptions, 'sweep'> {
  const enabledRegions: EnabledRegionsOptions = {
    // As above, what is no source is refused at boot.
    source: text('SWEEP_ENABLED_REGIONS_SOURCE') as EnabledRegionsOptions['source'],
    ttlSeconds: wholeNumber('SWEEP_ENABLED_REGIONS_TTL_SECONDS', text),
  };
  const sweep: SweepDefaults = {
    concurrency: wholeNumber('SWEEP_CONCURRENCY', text),
    perAccountConcurrency: wholeNumber('SWEEP_PER_ACCOUNT_CONCURRENCY', text),
    timeoutMs: wholeNumber('SWEEP_TIMEOUT_MS', text),
    graceMs: wholeNumber('SWEEP_GRACE_MS', text),
    retries: wholeNumber('SWEEP_RETRIES', text),
    giveUpAfterDenied: wholeNumber('SWEEP_GIVE_UP_AFTER_DENIED', text),
    enabledRegions: isGiven(enabledRegions) ? enabledRegions : undefined,
  };
  return isGiven(sweep) ? { sweep } : {};
}

function overrides(name: Variable, text: Text): Record<string, AccountOverride> | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  try {
    return JSON.parse(given) as Record<string, AccountOverride>;
  } catch {
    // The text may hold external IDs, and the parser's message repeats some of it.
    throw invalidVariable(
      name,
      'expected JSON such as {"111122223333":{"externalId":"..."}}, got text that is no JSON.',
    );
  }
}
