import { registerAs } from '@nestjs/config';
import { InvalidOptionError } from '../errors/option.errors.js';
import type { AccountOverride } from '../target/target-options.js';
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
  'ADDITIONAL_REGIONS',
  'ACCOUNT_OVERRIDES',
  'STS_REGION',
  'STS_ENDPOINT',
] as const;

/**
 * @throws InvalidOptionError with the name of the variable that cannot be read, or that begins like one of ours and is none;
 * what is read is checked at boot
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): AwsCrossAccountModuleOptions {
  refuseUnknown(Object.keys(env));
  const text = (name: (typeof VARIABLES)[number]): string | undefined => env[PREFIX + name] || undefined;
  const stsRegion = text('STS_REGION');
  const stsEndpoint = text('STS_ENDPOINT');
  return {
    // An empty name is refused at boot, by the check that knows all about the option.
    roleName: text('ROLE_NAME') ?? '',
    rolePath: text('ROLE_PATH'),
    region: text('REGION'),
    partition: text('PARTITION'),
    externalId: text('EXTERNAL_ID'),
    sessionName: text('SESSION_NAME'),
    durationSeconds: wholeNumber('DURATION_SECONDS', text('DURATION_SECONDS')),
    sourceIdentity: text('SOURCE_IDENTITY'),
    policy: text('POLICY'),
    // A policy's name may hold a comma.
    policyArns: text('POLICY_ARNS')?.split(/\s*,\s*(?=arn:)/),
    via: text('VIA'),
    maxAttempts: wholeNumber('MAX_ATTEMPTS', text('MAX_ATTEMPTS')),
    additionalRegions: text('ADDITIONAL_REGIONS')
      ?.split(',')
      .map((name) => name.trim()),
    accountOverrides: overrides('ACCOUNT_OVERRIDES', text('ACCOUNT_OVERRIDES')),
    ...(stsRegion || stsEndpoint ? { sts: { region: stsRegion, endpoint: stsEndpoint } } : {}),
  };
}

function refuseUnknown(names: string[]): void {
  const known = new Set<string>(VARIABLES.map((name) => PREFIX + name));
  const unknown = names.find((name) => name.startsWith(PREFIX) && !known.has(name));
  if (unknown) throw new InvalidOptionError(unknown, `unknown variable. Known are ${[...known].join(', ')}.`);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidOptionError(
    PREFIX + name,
    `expected a whole number, got ${JSON.stringify(text.slice(0, 48))}.`,
  );
}

function overrides(name: string, text: string | undefined): Record<string, AccountOverride> | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Record<string, AccountOverride>;
  } catch {
    // The text may hold external IDs, and the parser's message repeats some of it.
    throw new InvalidOptionError(
      PREFIX + name,
      'expected JSON such as {"111122223333":{"externalId":"..."}}, got text that is no JSON.',
    );
  }
}
