import type { AccountSession } from '../../target/role-session.js';
import type { Clock } from '../clock.js';
import type { CredentialSource } from '../credential-source.js';
import { SessionCredentials } from '../session-credentials.js';

interface PendingCall {
  readonly session: AccountSession;
  succeed(lifetimeMs?: number): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A source whose every answer a test gives by hand. */
export class ScriptedSource {
  readonly calls: PendingCall[] = [];

  constructor(private readonly clock: Clock) {}

  readonly source: CredentialSource = (session) =>
    new Promise((resolve, reject) => {
      const serial = this.calls.length + 1;
      this.calls.push({
        session,
        succeed: async (lifetimeMs = 3_600_000) => {
          resolve(credentials(serial, session.accountId, this.clock.now(), lifetimeMs));
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
  issuedAt: number,
  lifetimeMs: number,
): SessionCredentials {
  return new SessionCredentials({
    accessKeyId: `ASIA${serial}`,
    secretAccessKey: `secret-${serial}`,
    sessionToken: `token-${serial}`,
    accountId,
    sessionArn: `arn:aws:sts::${accountId}:assumed-role/reader/session`,
    issuedAt,
    expiresAt: issuedAt + lifetimeMs,
  });
}

/** Lets everything that follows from a settled promise happen. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}
