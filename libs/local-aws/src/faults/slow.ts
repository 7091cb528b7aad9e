import { wait } from '../data/wait.js';
import type { FaultEffect } from './fault-effect.js';

/** The answer is made at once and sent later, by real time. */
export interface SlowFault {
  kind: 'slow';
  /** Milliseconds, 0 to 600000. */
  delayMs: number;
}

export function slowEffect({ delayMs }: SlowFault): FaultEffect {
  return { hold: (signal) => wait(delayMs, signal) };
}
