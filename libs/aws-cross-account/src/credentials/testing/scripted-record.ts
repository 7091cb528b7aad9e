import {
  AssumeRoleDeniedError,
  StsThrottledError,
  StsUnavailableError,
} from '../../errors/credential.errors.js';
import { DEFAULT_WINDOWS, type Life, plannedLife } from '../renewal/refresh-policy.js';
import type { Asked } from '../renewal/renewal-port.js';
import { type RenewalOptions, renewalSettings } from '../renewal/renewal-settings.js';
import { RenewingRecord } from '../renewal/renewing-record.js';
import { ManualClock, settled } from './manual-clock.js';

export const SECOND = 1_000;
export const MINUTE = 60_000;
const place = { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' };
export const down = (): StsUnavailableError => new StsUnavailableError('down', { place });
export const throttled = (): StsThrottledError => new StsThrottledError({ place });
export const denied = (conclusive = true): AssumeRoleDeniedError =>
  new AssumeRoleDeniedError('sts:AssumeRole', 'role-trust', { place, conclusive });

interface Key {
  readonly accessKeyId: string;
  readonly life: Life;
}

interface Call {
  readonly asked: Asked;
  succeed(minutes?: number, accessKeyId?: string): Promise<void>;
  fail(error: unknown): Promise<void>;
}

/** A record whose every renewal the test answers by hand. */
export function setUp(options: RenewalOptions = {}): {
  clock: ManualClock;
  record: RenewingRecord<Key>;
  calls: Call[];
  last: () => Call;
  key: () => Promise<string>;
  stale: () => number;
  state: { recoveries: number; believesDenials: boolean; restMs: number };
} {
  const clock = new ManualClock();
  const calls: Call[] = [];
  const state = { recoveries: 0, believesDenials: true, restMs: 0 };
  let stale = 0;
  const record = new RenewingRecord<Key>({
    clock,
    settings: renewalSettings(options, {}),
    cause: () => undefined,
    outside: (work) => work(),
    recoveries: () => state.recoveries,
    believesDenials: () => state.believesDenials,
    restAfter: () => state.restMs,
    refused: (cause) => new RangeError('refused', { cause }),
    renewed: () => undefined,
    failed: () => undefined,
    servedStale: () => {
      stale += 1;
    },
    obtain: (asked) =>
      new Promise((resolve, reject) => {
        const next = `KEY${calls.length + 1}`;
        calls.push({
          asked,
          succeed: (minutes = 60, accessKeyId = next) => {
            const now = clock.monotonic();
            resolve({ accessKeyId, life: plannedLife(now, now + minutes * MINUTE, DEFAULT_WINDOWS, 0) });
            return settled();
          },
          fail: (error) => {
            reject(error);
            return settled();
          },
        });
      }),
  });
  const last = (): Call => {
    const call = calls.at(-1);
    if (!call) throw new RangeError('nothing was asked');
    return call;
  };
  const key = async (): Promise<string> => (await record.get()).accessKeyId;
  return { clock, record, calls, last, key, stale: () => stale, state };
}

export async function warm(options?: RenewalOptions): Promise<ReturnType<typeof setUp>> {
  const parts = setUp(options);
  const first = parts.key();
  await parts.last().succeed();
  await first;
  return parts;
}
