const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/**
 * How long a session waits after so many failed renewals in a row: at most 2 s, doubling to 60 s, with full jitter.
 *
 * @param longestMs less than 60 s where somebody is worse off for waiting
 * @param random from 0 up to 1
 */
export function backoff(failures: number, random: number, longestMs = LONGEST_MS): number {
  return random * Math.min(longestMs, FIRST_MS * 2 ** (failures - 1));
}
