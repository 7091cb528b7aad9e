import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidQueryError } from '../../errors/query.errors.js';
import { pageOf } from './role-session-page.js';
import { checkedQuery } from './role-session-query.js';
import type { RoleSessionStatus } from './role-session-status.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const sessionOf = (id: number, change: Partial<RoleSessionStatus> = {}): RoleSessionStatus => ({
  id,
  accountId: '111122223333',
  roleArn: undefined,
  sessionName: undefined,
  via: undefined,
  state: 'fresh',
  ageMs: 0,
  expiresAt: undefined,
  nextRefreshAt: new Date(0),
  lastError: undefined,
  failures: 0,
  ...change,
});

function* pages(all: readonly RoleSessionStatus[], limit: number): Generator<readonly RoleSessionStatus[]> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = pageOf(all, checkedQuery({ after, limit }));
    yield page.sessions;
    after = page.next;
  }
}

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });

describe('pages of role sessions', () => {
  it('hold each session once, in order, none more than the limit, whatever order they come in', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 20 }), (given, limit) => {
        const all = [
          ...pages(
            given.map((id) => sessionOf(id)),
            limit,
          ),
        ];
        expect(all.flat().map(({ id }) => id)).toEqual(given.toSorted((one, other) => one - other));
        expect(all.every((page, index) => page.length === limit || index === all.length - 1)).toBe(true);
      }),
    );
  });

  it('do not end in an empty one when the last is full', () => {
    expect([...pages([sessionOf(1), sessionOf(2)], 2)]).toHaveLength(1);
  });

  it('keep no more than a page in memory of however many there are', () => {
    const size = 50_000;
    let held = 0;
    const heap = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    function* many(): Generator<RoleSessionStatus> {
      const before = heap();
      for (let id = 2_000; id > 0; id -= 1)
        yield sessionOf(id, { roleArn: Buffer.alloc(size, 65).toString('latin1') });
      held = heap() - before;
    }
    const page = pageOf(many(), checkedQuery({ limit: 7 }));
    expect(page.sessions.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(held).toBeLessThan(100 * size);
  });

  it('hold those alone that are asked for', () => {
    const all = [
      sessionOf(1, { state: 'denied' }),
      sessionOf(2, { accountId: '444455556666', state: 'denied' }),
      sessionOf(3),
    ];
    const of = (query: Parameters<typeof checkedQuery>[0]): number[] =>
      pageOf(all, checkedQuery(query)).sessions.map(({ id }) => id);
    expect([of({ state: 'denied' }), of({ accountId: '111122223333' }), of({})]).toEqual([
      [1, 2],
      [1, 3],
      [1, 2, 3],
    ]);
  });
});

describe('a query of role sessions', () => {
  it.each([
    ['limit', { limit: 0 }],
    ['limit', { limit: 1_001 }],
    ['limit', { limit: '10' }],
    ['after', { after: -1 }],
    ['after', { after: 1.5 }],
    ['accountId', { accountId: '1' }],
    ['state', { state: 'broken' }],
    ['page', { page: 2 }],
    ['query', null],
  ])('is refused for its %s: %j', (field, query) => {
    expect(() => checkedQuery(query as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_QUERY', field }),
    );
  });

  it('is taken, or refused with words that say what was expected, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (query) => {
        expect(outcomeOf(query)).toMatch(/^(?:taken|Diagnostics: .+(?:expected|unknown field))/s);
      }),
    );
  });
});

function outcomeOf(query: object): string {
  try {
    checkedQuery(query);
    return 'taken';
  } catch (error) {
    return error instanceof InvalidQueryError ? error.message : String(error);
  }
}
