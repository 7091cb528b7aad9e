/**
 * How far into its life a set of credentials is.
 * - `fresh`: used as it is.
 * - `advisory`: used as it is, and renewed in the background.
 * - `mandatory`: about to expire; whoever needs it waits for new ones, and falls back to it while it lasts.
 * - `expired`: not used.
 */
export type CredentialState = 'fresh' | 'advisory' | 'mandatory' | 'expired';

const MINUTE = 60_000;
const MANDATORY_WINDOW = MINUTE;

/** How long before their expiry credentials of this life are renewed ahead of need, in milliseconds. */
export function advisoryWindow(lifetimeMs: number): number {
  if (lifetimeMs <= 20 * MINUTE) return clampToLifetime(5 * MINUTE, lifetimeMs);
  if (lifetimeMs < 90 * MINUTE) return clampToLifetime(15 * MINUTE, lifetimeMs);
  return clampToLifetime(60 * MINUTE, lifetimeMs);
}

export function credentialState(life: { issuedAt: number; expiresAt: number }, now: number): CredentialState {
  const lifetime = life.expiresAt - life.issuedAt;
  const remaining = life.expiresAt - now;
  if (remaining <= 0) return 'expired';
  if (remaining <= clampToLifetime(MANDATORY_WINDOW, lifetime)) return 'mandatory';
  return remaining <= advisoryWindow(lifetime) ? 'advisory' : 'fresh';
}

/** A window never takes more than a third of a life, so that short sessions are not renewed all the time. */
function clampToLifetime(window: number, lifetime: number): number {
  return Math.min(window, lifetime / 3);
}
