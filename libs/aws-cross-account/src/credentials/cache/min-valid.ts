import { SessionTooShortError } from '../../errors/credential.errors.js';
import { describeValue } from '../../errors/describe-value.js';
import { InvalidTargetError } from '../../errors/target.errors.js';
import type { AccountSession } from '../../target/role-session.js';
import type { SessionCredentials } from '../session-credentials.js';

/** What STS gives when no duration is asked for. */
const DEFAULT_DURATION_SECONDS = 3_600;
/** New credentials are never as good as their whole life when they arrive, and clocks differ. */
const SPENT_ON_THE_WAY_SECONDS = 60;

/** A required validity in milliseconds, checked against what the session can give. Provided credentials have no known life. */
export function minValidMs(seconds: number | undefined, session: AccountSession): number {
  if (seconds === undefined) return 0;
  if (!Number.isInteger(seconds) || seconds < 0) {
    throw new InvalidTargetError(
      'minValidSeconds',
      `expected a whole number of seconds, got ${describeValue(seconds)}.`,
    );
  }
  if (session.kind === 'assume-role') {
    const longest = (session.durationSeconds ?? DEFAULT_DURATION_SECONDS) - SPENT_ON_THE_WAY_SECONDS;
    if (seconds > longest) throw new SessionTooShortError(seconds, longest, session);
  }
  return seconds * 1_000;
}

/** @throws SessionTooShortError when even these, the newest that can be had, are not valid for that long */
export function longEnough(
  credentials: SessionCredentials,
  minValidMs: number,
  now: number,
): SessionCredentials {
  const left = credentials.life.expiresAt - now;
  if (minValidMs === 0 || left >= minValidMs) return credentials;
  throw new SessionTooShortError(minValidMs / 1_000, Math.max(0, Math.floor(left / 1_000)), credentials);
}
