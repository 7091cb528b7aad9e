import type { CompiledWorld } from './compiled-world.js';

/** What stays from one description of a running world to the next. */
export interface Continuity {
  readonly previous: CompiledWorld | undefined;
  readonly now: number;
  readonly newRoleId: () => string;
}
