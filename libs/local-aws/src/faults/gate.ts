import type { FaultEffect } from './fault-effect.js';

/** The answer is made at once and sent when a promise of the test's is settled: no sleeping in tests. */
export interface GateFault {
  kind: 'gate';
  until: PromiseLike<unknown>;
}

export function gateEffect({ until }: GateFault): FaultEffect {
  const settled = Promise.resolve(until).then(
    () => undefined,
    () => undefined,
  );
  return { hold: () => settled };
}
