import { isRecord } from '../data/is-record.js';
import { LocalAwsOptionError } from '../errors.js';

const MAX_MS = 600_000;
const KEY = /^(?:\*|[a-z][a-z0-9-]*(?::[A-Z]\w*)?)$/;

/** The authenticated request whose answer is kept back. */
export interface SlowedCall {
  readonly action: string;
  /** The account that the request is about: of AssumeRole the role's, otherwise the caller's. */
  readonly accountId?: string;
  readonly roleArn?: string;
  readonly region: string;
}

/**
 * How long answers take beyond what they take anyway: milliseconds, or a function of the request, by operation
 * (`s3:ListBuckets`), by service (`s3`), or for all (`*`). The closest one counts.
 */
export type LatencyOption = Readonly<Record<string, number | ((call: SlowedCall) => number)>>;

/** Throws `LocalAwsOptionError`. */
export function checkLatency(value: unknown): void {
  if (!isRecord(value)) throw new LocalAwsOptionError('latency', 'an object');
  for (const [key, rule] of Object.entries(value)) {
    if (!KEY.test(key)) {
      throw new LocalAwsOptionError(
        `latency.${key}`,
        'an operation like s3:ListBuckets, a service like s3, or *',
      );
    }
    if (typeof rule !== 'function' && !(typeof rule === 'number' && rule >= 0 && rule <= MAX_MS)) {
      throw new LocalAwsOptionError(`latency.${key}`, `milliseconds from 0 to ${MAX_MS}, or a function`);
    }
  }
}
