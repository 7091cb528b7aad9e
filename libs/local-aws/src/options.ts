import { randomBytes } from 'node:crypto';
import type { RandomBytes } from './data/random.js';
import { isRecord } from './data/is-record.js';
import { LocalAwsOptionError } from './errors.js';
import { checkLatency } from './latency/latency-option.js';
import type { LatencyOption } from './latency/latency-option.js';

/** The names of the options. */
export const OPTION_NAMES: readonly string[] = ['port', 'clock', 'random', 'pageSizes', 'latency'];
const MAX_PAGE = 1000;

export interface LocalAwsOptions {
  /** TCP port on 127.0.0.1. Default 0: a free one. */
  port?: number;
  /** The time as AWS sees it, in ms since the epoch. Default `Date.now`. Asked at every request. */
  clock?: () => number;
  /** Random bytes for keys and ids. Default: the system's. A predictable source makes predictable keys. */
  random?: RandomBytes;
  /**
   * How many entries the pages of Organizations and of ListRegions hold at most: one size for all, or one for each page
   * in turn, over and over; 0 makes a page that is empty though more follow. Default: as many as are asked for.
   */
  pageSizes?: number | readonly number[];
  /** How long answers take beyond what they take anyway. Default: no longer. */
  latency?: LatencyOption;
}

/** Options that have been checked, with their defaults. */
export interface Options {
  readonly port: number;
  readonly clock: () => number;
  readonly random: RandomBytes;
  readonly pageSizes: readonly number[];
  readonly latency: LatencyOption | undefined;
}

/** Options with their defaults; throws `LocalAwsOptionError`. */
export function readOptions(options: LocalAwsOptions): Options {
  const given: unknown = options;
  if (!isRecord(given)) throw new LocalAwsOptionError('options', 'an object');
  const unknown = Object.keys(given).find((key) => !OPTION_NAMES.includes(key));
  if (unknown !== undefined)
    throw new LocalAwsOptionError(unknown, `only the options ${OPTION_NAMES.join(', ')}`);
  const { port = 0, clock = Date.now, random = randomBytes, pageSizes, latency } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new LocalAwsOptionError('port', '0 to 65535');
  if (typeof clock !== 'function')
    throw new LocalAwsOptionError('clock', 'a function that returns milliseconds');
  if (typeof random !== 'function') throw new LocalAwsOptionError('random', 'a function that returns bytes');
  if (latency !== undefined) checkLatency(latency);
  return { port, clock, random, pageSizes: readSizes(pageSizes), latency: latency && { ...latency } };
}

function readSizes(given: LocalAwsOptions['pageSizes']): readonly number[] {
  if (given === undefined) return [];
  const sizes: readonly number[] = [given].flat();
  if (
    !sizes.every((size) => Number.isInteger(size) && size >= 0 && size <= MAX_PAGE) ||
    !sizes.some(Boolean)
  ) {
    throw new LocalAwsOptionError('pageSizes', `whole numbers from 0 to ${MAX_PAGE}, one of them above 0`);
  }
  return sizes;
}
