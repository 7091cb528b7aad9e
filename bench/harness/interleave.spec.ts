import { describe, expect, it } from '@jest/globals';
import { interleave } from './interleave.js';
import { spread } from './statistics.js';

describe('a spread', () => {
  it.each([
    [[5], { median: 5, low: 5, high: 5 }],
    [[4, 1, 3, 2], { median: 2.5, low: 1.75, high: 3.25 }],
    [[9, 1, 5, 3, 7], { median: 5, low: 3, high: 7 }],
  ])('of %j is the middle, and where the middle half begins and ends', (values, expected) => {
    expect(spread(values)).toEqual(expected);
  });

  it('of nothing is none', () => {
    expect(() => spread([])).toThrow('nothing was measured');
  });
});

describe('contenders', () => {
  it('run in turns, each round begun by another one, and are compared within a round, but for the first ones', async () => {
    const ran: string[] = [];
    let load = 0;
    const contender = (name: string, cost: number): { name: string; round: () => number } => ({
      name,
      round: () => {
        if (ran.length % 2 === 0) load += 10;
        ran.push(name);
        return cost * load;
      },
    });
    const standings = await interleave([contender('one', 1), contender('two', 3)], 3, 1);
    expect(ran.join(' ')).toBe('one two two one one two two one');
    expect(standings.get('two')?.ratioTo('one')).toEqual({ median: 3, low: 3, high: 3 });
    expect(standings.get('one')?.value.median).toBe(30);
    expect(() => standings.get('one')?.ratioTo('three')).toThrow('three did not run');
  });
});
