import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../clock.js';
import { type Life, plannedLife, type Windows } from '../renewal/refresh-policy.js';
import type { ServerTime } from '../server-time.js';

/** No machine's clock is wrong by more, so that what looks expired by less may still be tried. */
const DAY_MS = 86_400_000;
/** How long credentials are trusted that look expired, as long as it is not known what time it is at AWS. */
const TRIAL_MS = 60_000;

/**
 * The life of credentials that a provider answered; undefined when they have expired.
 *
 * @param lifeWithoutEnd of credentials that have no expiration, in milliseconds
 */
export function identityLife(
  { expiration }: AwsCredentialIdentity,
  parts: { readonly clock: Clock; readonly time: ServerTime; readonly windows: Windows },
  lifeWithoutEnd: number,
): Life | undefined {
  const { clock, time, windows } = parts;
  const left = expiration ? expiration.getTime() - time.now() : lifeWithoutEnd;
  const onTrial = !time.known && left > -DAY_MS;
  if (left <= 0 && !onTrial) return undefined;
  const now = clock.monotonic();
  return plannedLife(now, now + (left > 0 ? left : TRIAL_MS), windows, clock.random());
}
