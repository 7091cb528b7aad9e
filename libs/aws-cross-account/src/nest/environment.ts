import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';

const PREFIX = 'AWS_CROSS_ACCOUNT_';

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
  'DIRECTORY',
  'ORGANIZATION_LISTED_BY',
  'ORGANIZATION_OUS',
  'ORGANIZATION_ID',
  'ORGANIZATION_TAGS',
  'ORGANIZATION_TTL_SECONDS',
  'SWEEP_CONCURRENCY',
  'SWEEP_PER_ACCOUNT_CONCURRENCY',
  'SWEEP_TIMEOUT_MS',
  'SWEEP_GRACE_MS',
  'SWEEP_RETRIES',
  'SWEEP_GIVE_UP_AFTER_DENIED',
  'SWEEP_ENABLED_REGIONS_SOURCE',
  'SWEEP_ENABLED_REGIONS_TTL_SECONDS',
] as const;

export type Variable = (typeof VARIABLES)[number];
/** The text of a variable; undefined where it is unset or empty. */
export type Text = (name: Variable) => string | undefined;

/** @throws InvalidOptionError with a variable that begins like one of ours and is none */
export function variablesOf(env: NodeJS.ProcessEnv): Text {
  refuseUnknown(Object.keys(env));
  return (name) => env[PREFIX + name] || undefined;
}

export function invalidVariable(name: Variable, problem: string): InvalidOptionError {
  return new InvalidOptionError(PREFIX + name, problem);
}

export function isGiven(group: object): boolean {
  return Object.values(group).some((value) => value !== undefined);
}

function refuseUnknown(names: string[]): void {
  const known = new Set<string>(VARIABLES.map((name) => PREFIX + name));
  const unknown = names.find((name) => name.startsWith(PREFIX) && !known.has(name));
  if (unknown) throw new InvalidOptionError(unknown, `unknown variable. Known are ${[...known].join(', ')}.`);
}

export function list(name: Variable, text: Text): string[] | undefined {
  return text(name)
    ?.split(',')
    .map((item) => item.trim());
}

export function wholeNumber(name: Variable, text: Text): number | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw invalidVariable(name, `expected a whole number, got ${describeValue(given)}.`);
}

export function trueOrFalse(name: Variable, text: Text): boolean | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  if (given === 'true' || given === 'false') return given === 'true';
  throw invalidVariable(name, `expected true or false, got ${describeValue(given)}.`);
}
