import { InvalidClientConfigError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { checkClientConfig } from './client-config.js';
import type { ClientOptions } from './client-options.js';

export const CLIENT_OPTION_NAMES = [
  'maxAttempts',
  'requestsPerAccount',
  'clientDefaults',
  'requestHandler',
  'shutdownSeconds',
] as const satisfies readonly (keyof ClientOptions)[];

const LONGEST_SHUTDOWN_SECONDS = 3_600;

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkClientOptions(options: ClientOptions): void {
  const { maxAttempts, clientDefaults, requestHandler, shutdownSeconds } = options;
  checkCount('maxAttempts', maxAttempts);
  checkCount('requestsPerAccount', options.requestsPerAccount);
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
}

function checkCount(option: string, value: unknown): void {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= 1)) return;
  throw new InvalidOptionError(option, `expected a whole number from 1 up, got ${describeValue(value)}.`);
}

function isShutdownLimit(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_SHUTDOWN_SECONDS;
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
