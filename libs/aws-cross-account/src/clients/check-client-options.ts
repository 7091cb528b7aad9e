import { InvalidClientConfigError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { checkClientConfig } from './client-config.js';
import type { CacheOptions, ClientOptions } from './client-options.js';

export const CLIENT_OPTION_NAMES = [
  'maxAttempts',
  'clientDefaults',
  'requestHandler',
  'shutdownSeconds',
  'cache',
] as const satisfies readonly (keyof ClientOptions)[];

const LONGEST_SHUTDOWN_SECONDS = 3_600;

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkClientOptions(options: ClientOptions): void {
  const { maxAttempts, clientDefaults, requestHandler, shutdownSeconds, cache } = options;
  checkCount('maxAttempts', maxAttempts);
  if (clientDefaults !== undefined && typeof clientDefaults !== 'function') checkDefaults(clientDefaults);
  if (requestHandler !== undefined && requestHandler !== 'sdk' && !isHandler(requestHandler)) {
    throw new InvalidOptionError(
      'requestHandler',
      `expected 'sdk', or an HTTP handler of the AWS SDK v3 (an object with a method handle), got ${describeValue(requestHandler)}.`,
    );
  }
  if (shutdownSeconds !== undefined && !isShutdownLimit(shutdownSeconds)) {
    throw new InvalidOptionError(
      'shutdownSeconds',
      `expected a number of seconds from 0 to ${LONGEST_SHUTDOWN_SECONDS}, got ${describeValue(shutdownSeconds)}.`,
    );
  }
  if (cache !== undefined) checkCache(cache);
}

function checkCount(option: string, value: unknown): void {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= 1)) return;
  throw new InvalidOptionError(option, `expected a whole number from 1 up, got ${describeValue(value)}.`);
}

function isShutdownLimit(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_SHUTDOWN_SECONDS;
}

function checkCache(cache: unknown): void {
  if (typeof cache !== 'object' || cache === null) {
    throw new InvalidOptionError(
      'cache',
      `expected an object such as { clients: 500 }, got ${describeValue(cache)}.`,
    );
  }
  const unknown = Object.keys(cache).find((name) => name !== 'clients');
  if (unknown) throw new InvalidOptionError(`cache.${unknown}`, 'unknown option. Known are clients.');
  checkCount('cache.clients', (cache as CacheOptions).clients);
}

function checkDefaults(clientDefaults: unknown): void {
  try {
    checkClientConfig(clientDefaults, 'clientDefaults');
  } catch (error) {
    if (!(error instanceof InvalidClientConfigError)) throw error;
    throw new InvalidOptionError(error.field, error.problem);
  }
}

function isHandler(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'handle' in value && typeof value.handle === 'function'
  );
}
