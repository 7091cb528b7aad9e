import type { AccountSession } from '../../target/role-session.js';
import type { Clock } from '../clock.js';
import type { CredentialSource } from '../credential-source.js';
import { DEFAULT_WINDOWS, plannedLife } from '../renewal/refresh-policy.js';
import type { Asked } from '../renewal/renewal-port.js';
import { SessionCredentials } from '../session-credentials.js';
import { settled } from './manual-clock.js';

interface PendingCall {
  readonly session: AccountSession;
  readonly asked: Asked;
  succeed(lifetimeMs?: number): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A source whose every answer a test gives by hand. */
export class ScriptedSource {
  readonly calls: PendingCall[] = [];

  constructor(private readonly clock: Clock) {}

  readonly source: CredentialSource = (session, asked) =>
    new Promise((resolve, reject) => {
      const serial = this.calls.length + 1;
      this.calls.push({
        session,
        asked,
        succeed: async (lifetimeMs = 3_600_000) => {
          resolve(credentials(serial, session.accountId, this.clock, lifetimeMs));
          await settled();
        },
        fail: async (error) => {
          reject(error);
          await settled();
        },
      });
    });

  /** The call that waits for its answer. */
  get last(): PendingCall {
    const call = this.calls.at(-1);
    if (!call) throw new RangeError('nothing was asked of the source');
    return call;
  }
}

export function credentials(
  serial: number,
  accountId: string,
  clock: Clock,
  lifetimeMs = 3_600_000,
): SessionCredentials {
  const now = clock.monotonic();
  return new SessionCredentials({
    accessKeyId: `ASIA${serial}`,
    secretAccessKey: `secret-${serial}`,
    sessionToken: `token-${serial}`,
    accountId,
    sessionArn: `arn:aws:sts::${accountId}:assumed-role/reader/session`,
    life: plannedLife(now, now + lifetimeMs, DEFAULT_WINDOWS, clock.random()),
  });
}
