const RECENT_MS = 600_000;

/**
 * Whether a failure still says how things are. Ten minutes, as long as a denial is remembered at most: where nobody has tried since,
 * nobody knows.
 *
 * @param wall of this machine's clock, as `at` is
 */
export function isRecent(at: number, wall: number): boolean {
  return wall - at < RECENT_MS;
}
