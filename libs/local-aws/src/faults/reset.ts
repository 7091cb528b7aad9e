import type { FaultEffect } from './fault-effect.js';

/** The connection is reset without an answer; what was asked for has not been done. */
export interface ResetFault {
  kind: 'reset';
}

export function resetEffect(): FaultEffect {
  return { reset: true };
}
