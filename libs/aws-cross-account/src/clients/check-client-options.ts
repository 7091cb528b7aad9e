import { InvalidClientConfigError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { checkClientConfig } from './client-config.js';
import type { ClientOptions } from './client-options.js';

export const CLIENT_OPTION_NAMES = [
  'maxAttempts',
  'clientDefaults',
  'requestHandler',
] as const satisfies readonly (keyof ClientOptions)[];

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkClientOptions({ maxAttempts, clientDefaults, requestHandler }: ClientOptions): void {
  if (maxAttempts !== undefined && !(Number.isInteger(maxAttempts) && maxAttempts >= 1)) {
    throw new InvalidOptionError(
      'maxAttempts',
      `expected a whole number from 1 up, got ${describeValue(maxAttempts)}.`,
    );
  }
  if (clientDefaults !== undefined && typeof clientDefaults !== 'function') checkDefaults(clientDefaults);
  if (requestHandler !== undefined && requestHandler !== 'sdk' && !isHandler(requestHandler)) {
    throw new InvalidOptionError(
      'requestHandler',
      `expected 'sdk', or an HTTP handler of the AWS SDK v3 (an object with a method handle), got ${describeValue(requestHandler)}.`,
    );
  }
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
