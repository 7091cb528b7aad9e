import { isThenable } from '../data/is-thenable.js';
import { ACCOUNT_ID, isAccountId } from './account-id.js';
import type { Fault } from './fault.js';

/** What a field of a fault must be. */
export interface FaultField {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const YEAR = 366 * 86_400_000;
const MILLION = 1_000_000;

/** The fields of every kind of fault. */
export const FAULT_FIELDS: Readonly<Record<Fault['kind'], Readonly<Record<string, FaultField>>>> = {
  deny: {},
  empty: {},
  expiration: { value: oneOf('missing', 'unparsable', 'past', 'far') },
  gate: { until: { expected: 'a promise', holds: isThenable } },
  hang: { at: oneOf('connect', 'response', 'body') },
  html: { status: optional(oneOf(200, 404, 503)) },
  'missing-credentials': {},
  'rate-limit': {
    perSecond: between(0.001, MILLION, 'a number'),
    burst: optional(between(1, MILLION, 'a number')),
  },
  'region-disabled': {},
  'reject-key': {
    code: oneOf('ExpiredToken', 'InvalidAccessKeyId', 'InvalidToken', 'SignatureDoesNotMatch'),
  },
  reset: {},
  'server-error': { status: optional(oneOf(500, 503)) },
  'skewed-date': { byMs: between(-YEAR, YEAR, 'milliseconds') },
  slow: { delayMs: between(0, 600_000, 'milliseconds') },
  throttle: {},
  truncated: { contentLength: optional(oneOf('right', 'too-long')) },
  'wrong-account': { accountId: { expected: ACCOUNT_ID, holds: isAccountId } },
};

function oneOf(...values: readonly unknown[]): FaultField {
  const last = String(values.at(-1));
  const expected = `${values.slice(0, -1).join(', ')} or ${last}`;
  return { expected, holds: (value) => values.includes(value) };
}

function between(min: number, max: number, what: string): FaultField {
  return {
    expected: `${what} from ${min} to ${max}`,
    holds: (value) => typeof value === 'number' && value >= min && value <= max,
  };
}

function optional({ expected, holds }: FaultField): FaultField {
  return { expected, holds: (value) => value === undefined || holds(value) };
}
