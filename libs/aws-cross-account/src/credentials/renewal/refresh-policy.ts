/**
 * How far into its life a set of credentials is.
 * - `fresh`: used as it is.
 * - `advisory`: used as it is, and renewed in the background.
 * - `mandatory`: about to expire; whoever needs it waits for new ones, and falls back to it while it lasts.
 * - `expired`: not used, except while STS cannot be reached; see the option `staleSeconds`.
 */
export type CredentialState = 'fresh' | 'advisory' | 'mandatory' | 'expired';

/** When things happen to a set of credentials, in milliseconds of the monotonic clock. */
export interface Life {
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** From here on the next use renews them in the background. */
  readonly dueAt: number;
}

/** How long before their expiry credentials are renewed, in seconds. A window never takes more than a third of a life. */
export interface Windows {
  /** Of sessions of up to 20 minutes. Default 300. */
  readonly short: number;
  /** Of sessions of less than 90 minutes. Default 900. */
  readonly medium: number;
  /** Of longer sessions. Default 3600. */
  readonly long: number;
  /** In which callers wait for the renewal, of any session. Default 60. */
  readonly mandatory: number;
}

export const DEFAULT_WINDOWS: Windows = { short: 300, medium: 900, long: 3_600, mandatory: 60 };

const MINUTE_MS = 60_000;

/** The state at a time. The windows are those that the life was planned with. */
export function credentialState(
  { issuedAt, expiresAt, dueAt }: Life,
  now: number,
  windows: Windows,
): CredentialState {
  const remaining = expiresAt - now;
  if (remaining <= 0) return 'expired';
  if (remaining <= mandatoryWindow(expiresAt - issuedAt, windows)) return 'mandatory';
  return now >= dueAt ? 'advisory' : 'fresh';
}

/**
 * A life whose renewal falls due at a random point in the first half of the early window, so that sessions that began together
 * are not renewed together.
 *
 * @param random from 0 up to 1
 */
export function plannedLife(issuedAt: number, expiresAt: number, windows: Windows, random: number): Life {
  const window = advisoryWindow(expiresAt - issuedAt, windows);
  return { issuedAt, expiresAt, dueAt: expiresAt - window + (random * window) / 2 };
}

/** How long before their expiry credentials of this life may be renewed ahead of need, in milliseconds. */
export function advisoryWindow(lifetimeMs: number, windows: Windows): number {
  const { short, medium, long } = windows;
  if (lifetimeMs <= 20 * MINUTE_MS) return clamped(short, lifetimeMs);
  if (lifetimeMs < 90 * MINUTE_MS) return clamped(medium, lifetimeMs);
  return clamped(long, lifetimeMs);
}

function mandatoryWindow(lifetimeMs: number, windows: Windows): number {
  return clamped(windows.mandatory, lifetimeMs);
}

/** Short sessions are not renewed all the time, whatever the windows say. */
function clamped(windowSeconds: number, lifetimeMs: number): number {
  return Math.min(windowSeconds * 1_000, lifetimeMs / 3);
}
