import { randomBytes } from 'node:crypto';
import type { RandomBytes } from './data/random.js';
import { isRecord } from './data/is-record.js';
import { LocalAwsOptionError } from './errors.js';

export interface LocalAwsOptions {
  /** TCP port on 127.0.0.1. Default 0: a free one. */
  port?: number;
  /** The time as AWS sees it, in ms since the epoch. Default `Date.now`. Asked at every request. */
  clock?: () => number;
  /** Random bytes for keys and ids. Default: the system's. A predictable source makes predictable keys. */
  random?: RandomBytes;
}

/** Options with their defaults; throws `LocalAwsOptionError`. */
export function readOptions(options: LocalAwsOptions): Required<LocalAwsOptions> {
  const given: unknown = options;
  if (!isRecord(given)) throw new LocalAwsOptionError('options', 'an object');
  const unknown = Object.keys(given).find((key) => !['port', 'clock', 'random'].includes(key));
  if (unknown !== undefined)
    throw new LocalAwsOptionError(unknown, 'only the options port, clock and random');
  const { port = 0, clock = Date.now, random = randomBytes } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new LocalAwsOptionError('port', '0 to 65535');
  if (typeof clock !== 'function')
    throw new LocalAwsOptionError('clock', 'a function that returns milliseconds');
  if (typeof random !== 'function') throw new LocalAwsOptionError('random', 'a function that returns bytes');
  return { port, clock, random };
}
