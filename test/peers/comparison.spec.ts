import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeRows, readDocument } from '../docs/fenced-blocks.js';
import { inLocalAws, inMoto } from './comparison/places.js';
import { outcomeOf } from './comparison/scenario.js';
import { scenarios } from './comparison/scenarios.js';
import { MotoServer } from './support/moto-server.js';

let moto: MotoServer;

beforeAll(async () => {
  moto = await MotoServer.start();
});

afterAll(() => moto.stop());

describe('local-aws and moto answer as recorded', () => {
  it.each(scenarios)('$operation: $when', async ({ ask, ...recorded }) => {
    const answers = {
      localAws: await inLocalAws((place) => outcomeOf(ask(place))),
      moto: await inMoto(moto, (place) => outcomeOf(ask(place))),
    };
    expect(answers).toEqual({ localAws: recorded.localAws, moto: recorded.moto });
  });
});

describe('docs/emulators.md', () => {
  const file = 'docs/emulators.md';

  it('has a row for every scenario, and no other', () => {
    const rows = scenarios.map(({ operation, when, localAws, moto, right, source }) =>
      right === 'both'
        ? [operation, when, localAws, `[${source}]`]
        : [operation, when, localAws, moto, right, `[${source}]`],
    );
    const differing = rows.filter(({ length }) => length === 6);
    const agreeing = rows.filter(({ length }) => length === 4);
    expect(codeRows(file)).toEqual([...differing, ...agreeing]);
  });

  it('has the address of every document that it names', () => {
    const text = readDocument(file);
    const sources = [...new Set(scenarios.map(({ source }) => source))];
    expect(sources.filter((source) => !text.includes(`\n[${source}]: https://docs.aws.amazon.com/`))).toEqual(
      [],
    );
  });

  it('says that one of them is right only where they differ', () => {
    const judged = scenarios.filter(({ right }) => right === 'local-aws');
    expect(judged.length).toBeGreaterThan(40);
    expect(judged.filter(({ localAws, moto }) => localAws === moto)).toEqual([]);
  });

  it('names the version of moto that was met', () => {
    const [, version] = /^moto==(.*)$/m.exec(readDocument('test/peers/constraints.txt')) ?? [];
    expect(readDocument(file)).toContain(`moto ${version}`);
  });
});
