import { alterText } from './alter-text.js';
import type { FaultEffect } from './fault-effect.js';

/** AssumeRole says something odd about when its session ends; it ends as it would. For `sts:AssumeRole` only. */
export interface ExpirationFault {
  kind: 'expiration';
  /** No `Expiration`, one that is no date, an hour ago, or the end of the year 9999. */
  value: ExpirationValue;
}

export type ExpirationValue = 'missing' | 'unparsable' | 'past' | 'far';

const HOUR = 3_600_000;

const WRITTEN: Readonly<Record<ExpirationValue, (now: number) => string>> = {
  missing: () => '',
  unparsable: () => '<Expiration>soon</Expiration>',
  past: (now) => `<Expiration>${new Date(now - HOUR).toISOString().slice(0, 19)}Z</Expiration>`,
  far: () => '<Expiration>9999-12-31T23:59:59Z</Expiration>',
};

export function expirationEffect({ value }: ExpirationFault): FaultEffect {
  const written = WRITTEN[value];
  return alterText(/<Expiration>.*<\/Expiration>/, (_found, now) => written(now));
}
