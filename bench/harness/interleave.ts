import { type Spread, spread } from './statistics.js';

/** One way to do a thing, which is measured again and again. */
export interface Contender {
  readonly name: string;
  /** Does it once, and answers what it cost or yielded. */
  round(): Promise<number> | number;
}

/** What came of one contender, beside those it ran with. */
export interface Standing {
  readonly name: string;
  readonly value: Spread;
  /** Its value over that of another contender in the same round. */
  readonly ratioTo: (other: string) => Spread;
}

/**
 * Runs all contenders in turns, so that whatever the machine does besides falls on all of them, and compares those of the same round.
 * Each round begins with another one. The first rounds, in which code is compiled and connections are made, do not count.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  warmUps = 2,
): Promise<ReadonlyMap<string, Standing>> {
  const values = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds + warmUps; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      if (!contender) continue;
      const value = await contender.round();
      if (round >= warmUps) values.get(contender.name)?.push(value);
    }
  }
  return new Map(contenders.map(({ name }) => [name, standing(name, values)]));
}

function standing(name: string, values: ReadonlyMap<string, readonly number[]>): Standing {
  const own = values.get(name) ?? [];
  const ratioTo = (other: string): Spread => {
    const theirs = values.get(other);
    if (!theirs) throw new RangeError(`${other} did not run`);
    return spread(own.map((value, round) => value / (theirs[round] ?? Number.NaN)));
  };
  return { name, value: spread(own), ratioTo };
}
