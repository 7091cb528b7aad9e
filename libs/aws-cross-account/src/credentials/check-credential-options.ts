import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { regionProblem, type Regions } from '../target/region.js';
import type { CredentialOptions } from './credential-options.js';

export const CREDENTIAL_OPTION_NAMES = [
  'credentials',
  'sts',
] as const satisfies readonly (keyof CredentialOptions)[];

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkCredentialOptions({ credentials, sts }: CredentialOptions, regions: Regions): void {
  if (credentials !== undefined && !isCredentials(credentials)) {
    throw new InvalidOptionError(
      'credentials',
      'expected an SDK credential provider (a function), or an object with accessKeyId and secretAccessKey. ' +
        "Leave it out for the SDK's own chain.",
    );
  }
  if (sts === undefined) return;
  if (typeof sts !== 'object' || sts === null) {
    throw new InvalidOptionError(
      'sts',
      `expected an object such as { region: 'eu-west-1' }, got ${describeValue(sts)}.`,
    );
  }
  const unknown = Object.keys(sts).find((name) => name !== 'region' && name !== 'endpoint');
  if (unknown) throw new InvalidOptionError(`sts.${unknown}`, 'unknown option. Known are region, endpoint.');
  if (sts.region !== undefined && regions.partitionOf(sts.region) === undefined) {
    throw new InvalidOptionError('sts.region', regionProblem(sts.region));
  }
  if (sts.endpoint !== undefined && !isHttpUrl(sts.endpoint)) {
    const expected = 'expected a URL such as https://sts.eu-west-1.amazonaws.com';
    throw new InvalidOptionError('sts.endpoint', `${expected}, got ${describeValue(sts.endpoint)}.`);
  }
}

function isCredentials(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  const { accessKeyId, secretAccessKey } = value as Record<string, unknown>;
  return typeof accessKeyId === 'string' && typeof secretAccessKey === 'string';
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
