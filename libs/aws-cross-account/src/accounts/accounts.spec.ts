import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Account } from './account.js';
import { AccountDirectory } from './account-directory.js';
import { type AccountFilter, accountTest } from './account-filter.js';
import { mapBounded } from './bounded.js';
import { optionalPackage } from './optional-package.js';
import { StaticAccountDirectory } from './static-account-directory.js';

const A: Account = {
  id: '111122223333',
  name: 'payments-prod',
  ouPath: 'Workloads/Prod',
  ouIds: ['r-1', 'ou-1', 'ou-2'],
  tags: { team: 'pay', env: 'prod' },
};
const B: Account = {
  id: '444455556666',
  name: 'payments-test',
  ouPath: 'Workloads',
  ouIds: ['r-1', 'ou-1'],
  tags: { team: 'pay' },
};
const C: Account = { id: '777788889999', name: 'sandbox', ouPath: '', ouIds: ['r-1'], state: 'SUSPENDED' };

const idsOf = async (accounts: AsyncIterable<Account>): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { id } of accounts) ids.push(id);
  return ids;
};

describe('a filter', () => {
  it.each<[string, AccountFilter, Account[]]>([
    ['nothing', {}, [A, B, C]],
    ['ids', { ids: [B.id, C.id] }, [B, C]],
    ['names', { names: ['sandbox', 'payments-*'] }, [A, B, C]],
    ['a name with an end', { names: ['*-prod'] }, [A]],
    ['a tag', { tags: { team: 'pay' } }, [A, B]],
    ['a tag of any value', { tags: { env: '*' } }, [A]],
    ['several tags', { tags: { team: ['x', 'pay'], env: 'prod' } }, [A]],
    ['a unit by its id, with those below', { ous: ['ou-1'] }, [A, B]],
    ['a unit by its path', { ous: ['/Workloads/Prod/'] }, [A]],
    ['no unit that is only spelt alike', { ous: ['Work'] }, []],
    ['all fields together', { ous: ['ou-1'], names: ['*-test'] }, [B]],
    ['what is included besides', { names: ['*-test'], include: { ids: [C.id] } }, [B, C]],
    [
      'what is excluded after all',
      { include: { ids: [C.id] }, exclude: { ids: [C.id], names: ['*-prod'] } },
      [B],
    ],
    ['what a function says', { where: ({ name }) => name === 'sandbox' }, [C]],
  ])('finds accounts by %s', (_, filter, expected) => {
    expect([A, B, C].filter(accountTest(filter))).toEqual(expected);
  });

  it.each<[string, object]>([
    ['filter.ids', { ids: ['42'] }],
    ['filter.ids', { ids: A.id }],
    ['filter.name', { name: 'x' }],
    ['filter.tags', { tags: ['team'] }],
    ['filter.tags.team', { tags: { team: 3 } }],
    ['filter.where', { where: true }],
    ['filter.exclude.where', { exclude: { where: () => true } }],
  ])('with a wrong %s is refused', (field, filter) => {
    expect(() => accountTest(filter)).toThrow(expect.objectContaining({ code: 'INVALID_ACCOUNT', field }));
  });

  it('takes a star for any characters, and nothing else for more than itself', () => {
    const text = fc.stringMatching(/^[a.*+-]{0,8}$/);
    const alike = fc.property(text, text, (pattern, name) => {
      const escaped = pattern.replaceAll(/[.+-]/g, String.raw`\$&`).replaceAll('*', '.*');
      const isFound = accountTest({ names: [`x${pattern}`] })({ id: A.id, name: `x${name}` });
      expect(isFound).toBe(new RegExp(`^x${escaped}$`).test(`x${name}`));
    });
    expect(() => fc.assert(alike)).not.toThrow();
  });
});

describe('a static directory', () => {
  const directory = new StaticAccountDirectory([A, B.id, C]);

  it('answers its accounts, those of a filter, how many, and one by its id', async () => {
    expect(await idsOf(directory.accounts())).toEqual([A.id, B.id, C.id]);
    expect(await idsOf(directory.accounts({ tags: { team: 'pay' } }))).toEqual([A.id]);
    expect([await directory.count(), await directory.count({ ids: [A.id] })]).toEqual([3, 1]);
    expect(await directory.find(A.id)).toEqual(A);
  });

  it('allows those that are active, and no others', async () => {
    const answers = [A.id, B.id, C.id, '123456789012'].map((id) => directory.allows(id));
    expect(await Promise.all(answers)).toEqual([true, true, false, false]);
  });

  it('is not changed by what becomes of what it was given', async () => {
    const tags = { team: 'pay' };
    const given = new StaticAccountDirectory([{ ...A, tags }]);
    tags.team = 'other';
    expect((await given.find(A.id))?.tags).toEqual({ team: 'pay' });
  });

  it.each<[string, unknown]>([
    ['accounts', undefined],
    ['accounts[0]', [111_122_223_333]],
    ['accounts[0].id', [{ id: 111_122_223_333 }]],
    ['accounts[1].id', [A.id, A.id]],
    ['accounts[0].nme', [{ id: A.id, nme: 'x' }]],
    ['accounts[0].state', [{ id: A.id, state: 'active' }]],
    ['accounts[0].tags', [{ id: A.id, tags: { team: 3 } }]],
    ['accounts[0].ouIds[0]', [{ id: A.id, ouIds: [7] }]],
    ['accounts[0].name', [{ id: A.id, name: 7 }]],
  ])('refuses a wrong %s', (field, accounts) => {
    const make = () => new StaticAccountDirectory(accounts as string[]);
    expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ACCOUNT', field }));
  });
});

describe('a directory of one’s own', () => {
  class Own extends AccountDirectory {
    async *accounts(): AsyncGenerator<Account> {
      yield A;
      yield C;
    }
  }

  it('needs one method', async () => {
    const own = new Own();
    expect([await own.find(A.id), await own.find(C.id), await own.count()]).toEqual([
      A,
      undefined,
      undefined,
    ]);
    expect([await own.allows(A.id), await own.allows(C.id)]).toEqual([true, false]);
  });
});

describe('many calls', () => {
  it('are made so many at once, and answered in order', async () => {
    let [now, most] = [0, 0];
    const answers = await mapBounded([5, 4, 3, 2, 1], 2, async (item) => {
      most = Math.max(most, (now += 1));
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      now -= 1;
      return item * 10;
    });
    expect([answers, most]).toEqual([[50, 40, 30, 20, 10], 2]);
  });

  it('end with the first failure', async () => {
    let calls = 0;
    const failing = mapBounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
      calls += 1;
      if (item === 1) throw new RangeError('first');
    });
    await expect(failing).rejects.toThrow('first');
    expect(calls).toBeLessThan(4);
  });
});

describe('a package that is not installed', () => {
  it('is named, with what it is needed for', async () => {
    const missing: string = '@aws-sdk/client-there-is-none';
    const load = () => import(missing);
    await expect(optionalPackage('@aws-sdk/client-there-is-none', 'the weather', load)).rejects.toMatchObject(
      {
        code: 'MISSING_PACKAGE',
        packageName: '@aws-sdk/client-there-is-none',
        message: expect.stringContaining('npm install @aws-sdk/client-there-is-none'),
      },
    );
  });

  it('is not what is said of one that fails otherwise', async () => {
    const load = () => Promise.reject(new RangeError('broken'));
    await expect(optionalPackage('x', 'y', load)).rejects.toThrow('broken');
  });
});
