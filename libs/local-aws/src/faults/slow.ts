import { setTimeout as delay } from 'node:timers/promises';
import type { FaultEffect } from './fault-effect.js';

/** The answer is made at once and sent later, by real time. */
export interface SlowFault {
  kind: 'slow';
  /** Milliseconds, 0 to 600000. */
  delayMs: number;
}

export function slowEffect({ delayMs }: SlowFault): FaultEffect {
  return {
    hold: async (signal) => {
      // An abort means that nobody waits for the answer any more.
      await delay(delayMs, undefined, { signal }).catch(() => undefined);
    },
  };
}
