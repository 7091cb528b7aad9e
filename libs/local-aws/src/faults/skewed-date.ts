import type { FaultEffect } from './fault-effect.js';

/** The `Date` header of the answer is wrong by so much. AWS's own clock stays as it is. */
export interface SkewedDateFault {
  kind: 'skewed-date';
  /** Milliseconds: positive for a date in the future. */
  byMs: number;
}

export function skewedDateEffect({ byMs }: SkewedDateFault): FaultEffect {
  return {
    alter: (answer, now) => ({
      ...answer,
      headers: { ...answer.headers, date: new Date(now + byMs).toUTCString() },
    }),
  };
}
