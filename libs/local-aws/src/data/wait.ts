import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after so many milliseconds of real time, or when the signal says that nobody waits any more. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
