import type { FaultEffect } from './fault-effect.js';

/** Writes something else into an answer, in place of what the pattern finds. */
export function alterText(pattern: RegExp, replace: (found: string, now: number) => string): FaultEffect {
  return {
    alter: (answer, now) => ({
      ...answer,
      body: answer.body.toString().replace(pattern, (found) => replace(found, now)),
    }),
  };
}
