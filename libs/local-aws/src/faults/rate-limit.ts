import type { FaultEffect } from './fault-effect.js';

/** Requests beyond a rate are throttled, in the service's own words; a token bucket, filled by AWS's clock. */
export interface RateLimitFault {
  kind: 'rate-limit';
  /** Requests that are let through each second, in the long run. */
  perSecond: number;
  /** Requests that are let through at once after a rest. Default: those of a second, at least one. */
  burst?: number;
}

export function rateLimitEffect(
  { perSecond, burst = Math.max(1, Math.floor(perSecond)) }: RateLimitFault,
  clock: () => number,
): FaultEffect {
  let tokens = burst;
  let filledAt = clock();
  return {
    befalls: () => {
      const now = clock();
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return true;
      tokens--;
      return false;
    },
    refuse: (service) => service.throttled(),
  };
}
