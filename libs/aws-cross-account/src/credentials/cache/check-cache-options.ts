import { checkGroup, type OptionRules, wholeNumberFrom } from '../option-rules.js';
import { CACHE_DEFAULTS, type CacheOptions } from './cache-settings.js';

export const CACHE_FIELDS = Object.keys(CACHE_DEFAULTS) as (keyof CacheOptions)[];

/** Room for that many is set aside when the cache is made. */
const LARGEST = 1_000_000;

const RULES: OptionRules<keyof CacheOptions> = {
  clients: wholeNumberFrom(1, LARGEST),
  credentials: wholeNumberFrom(1, LARGEST),
  denials: wholeNumberFrom(1, LARGEST),
};

/** @throws InvalidOptionError with the path of the first field that is wrong */
export function checkCacheOptions(cache: CacheOptions | undefined): void {
  if (cache !== undefined) checkGroup('cache', cache, CACHE_FIELDS, RULES);
}
