import { withDefaults } from '../with-defaults.js';
import type { PaceSettings } from './pace.js';

/** Where and how fast STS is called. */
export interface StsOptions {
  /** Default: the module's region, so that an outage of another region does not matter. */
  region?: string | undefined;
  /** A URL. Default: the SDK's own rules, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL` included. */
  endpoint?: string | undefined;
  /** Regions of the same partition to call while the first is down, in order. Default: none. */
  fallbackRegions?: readonly string[] | undefined;
  /** Calls a second, of all replicas together. Default 360: AWS allows 600 for an account and region. */
  callsPerSecond?: number | undefined;
  /** How many processes like this one share that. Default 1. */
  replicas?: number | undefined;
  /** How many calls may wait for their turn; more are refused with StsBusyError. Default 10000. */
  queueSize?: number | undefined;
  /** How long a call may wait for its turn, in seconds. Default 30. */
  queueSeconds?: number | undefined;
  /** How long connecting to STS may take, in seconds. Default 1. */
  connectSeconds?: number | undefined;
  /** How long one attempt may take, from its first byte sent to its last byte read, in seconds. Default 3. */
  attemptSeconds?: number | undefined;
  /** How long a call may take with all its attempts, from when it has its turn, in seconds. Default 10. */
  totalSeconds?: number | undefined;
}

export interface StsNumbers {
  readonly callsPerSecond: number;
  readonly replicas: number;
  readonly queueSize: number;
  readonly queueSeconds: number;
  readonly connectSeconds: number;
  readonly attemptSeconds: number;
  readonly totalSeconds: number;
}

const DEFAULTS: StsNumbers = {
  callsPerSecond: 360,
  replicas: 1,
  queueSize: 10_000,
  queueSeconds: 30,
  connectSeconds: 1,
  attemptSeconds: 3,
  totalSeconds: 10,
};

export const STS_NUMBERS = Object.keys(DEFAULTS) as (keyof StsNumbers)[];

export interface CallLimits {
  readonly attemptMs: number;
  readonly totalMs: number;
}

export interface StsSettings {
  readonly pace: PaceSettings;
  readonly limits: CallLimits;
  readonly connectMs: number;
}

export function stsSettings(options: StsOptions = {}): StsSettings {
  const given = STS_NUMBERS.map((name) => [name, options[name]]);
  const numbers = withDefaults(DEFAULTS, Object.fromEntries(given) as Partial<StsNumbers>);
  return {
    pace: {
      callsPerSecond: numbers.callsPerSecond / numbers.replicas,
      queueSize: numbers.queueSize,
      queueLimitMs: numbers.queueSeconds * 1_000,
    },
    limits: { attemptMs: numbers.attemptSeconds * 1_000, totalMs: numbers.totalSeconds * 1_000 },
    connectMs: numbers.connectSeconds * 1_000,
  };
}
