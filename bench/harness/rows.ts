import type { Row } from './report.js';
import type { Standing } from './interleave.js';

/** One row for each contender, in their order. */
export function rowsOf(standings: ReadonlyMap<string, Standing>, ours: string, ratioTo: string): Row[] {
  return [...standings.values()].map(({ name, value, ratioTo: over }) => ({
    name,
    value,
    isOurs: name === ours,
    ratio: name === ratioTo ? undefined : over(ratioTo),
  }));
}

export function standingOf(standings: ReadonlyMap<string, Standing>, name: string): Standing {
  const standing = standings.get(name);
  if (!standing) throw new RangeError(`${name} did not run`);
  return standing;
}
