import type { FaultEffect } from './fault-effect.js';

/** The service's own answer to too many requests: `Throttling` from STS, 503 `SlowDown` from S3. */
export interface ThrottleFault {
  kind: 'throttle';
}

export function throttleEffect(): FaultEffect {
  return { refuse: (service) => service.throttled() };
}
