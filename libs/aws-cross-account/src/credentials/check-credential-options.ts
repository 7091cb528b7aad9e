import { InvalidOptionError } from '../errors/option.errors.js';
import type { Regions } from '../target/region.js';
import { CACHE_FIELDS, checkCacheOptions } from './cache/check-cache-options.js';
import type { CredentialOptions } from './credential-options.js';
import { pick } from './pick.js';
import { checkRenewalOptions, REFRESH_WINDOW_FIELDS } from './renewal/check-renewal-options.js';
import { checkStsOptions, STS_FIELDS } from './sts/check-sts-options.js';

export const CREDENTIAL_OPTION_NAMES = [
  'credentials',
  'sts',
  'refresh',
  'refreshWindows',
  'staleSeconds',
  'keepDeniedSessions',
  'cache',
] as const satisfies readonly (keyof CredentialOptions)[];

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkCredentialOptions(options: CredentialOptions, regions: Regions): void {
  const { credentials, sts, cache } = options;
  if (credentials !== undefined && !isCredentials(credentials)) {
    throw new InvalidOptionError(
      'credentials',
      'expected an SDK credential provider (a function), or an object with accessKeyId and secretAccessKey. ' +
        "Leave it out for the SDK's own chain.",
    );
  }
  checkStsOptions(sts, regions);
  checkRenewalOptions(options);
  checkCacheOptions(cache);
}

/** The groups of options, copied field by field. They were checked. */
export function copiedGroups({ sts, refreshWindows, cache }: CredentialOptions): CredentialOptions {
  return {
    ...(sts && { sts: copiedSts(sts) }),
    ...(refreshWindows && { refreshWindows: pick(refreshWindows, REFRESH_WINDOW_FIELDS) }),
    ...(cache && { cache: pick(cache, CACHE_FIELDS) }),
  };
}

function copiedSts(sts: NonNullable<CredentialOptions['sts']>): NonNullable<CredentialOptions['sts']> {
  const copy = pick(sts, STS_FIELDS);
  return copy.fallbackRegions ? { ...copy, fallbackRegions: [...copy.fallbackRegions] } : copy;
}

function isCredentials(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  const { accessKeyId, secretAccessKey } = value as Record<string, unknown>;
  return typeof accessKeyId === 'string' && typeof secretAccessKey === 'string';
}
