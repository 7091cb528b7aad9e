import { setTimeout as later } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { AccessGate } from '../clients/access-gate.js';
import { AccessPredicates } from '../clients/access-predicates.js';
import { HubAccount } from '../credentials/hub/hub-account.js';
import { NoAccountContextError } from '../errors/context.errors.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import type { AccessOptions } from '../target/access-options.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { AccountContext } from './account-context.js';
import { ContextStorage } from './context-storage.js';

const A = { accountId: '111122223333' };
const B = { accountId: '444455556666' };

const targets = new TargetResolver(
  { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' },
  new Regions(),
);
/** `B` is kept out, and so is whoever has no name. */
const access: AccessOptions = {
  allowedAccounts: async (accountId) => accountId !== B.accountId,
  authorize: ({ principal }) => principal === 'alice',
};
const gate = new AccessGate({
  targets,
  predicates: new AccessPredicates(access),
  hubAccount: new HubAccount(async () => '999999999999'),
  access,
});
const storage = new ContextStorage();
const context = new AccountContext(storage, targets, gate);
const account = (): string | undefined => context.current?.accountId;

describe('run', () => {
  it('opens a context for what the function does, at once and later, and no longer', async () => {
    const seen = await context.run(A, async () => {
      const first = account();
      await later(1);
      return [first, account()];
    });
    expect(seen).toEqual([A.accountId, A.accountId]);
    expect(account()).toBeUndefined();
  });

  it('answers what the function answers, and throws what it throws', async () => {
    expect(context.run(A, () => 42)).toBe(42);
    const fail = (): never => {
      throw new RangeError('mine');
    };
    expect(() => context.run(A, fail)).toThrow('mine');
    await expect(context.run(A, async () => fail())).rejects.toThrow('mine');
    expect(account()).toBeUndefined();
  });

  it('refuses a target before the function is called', () => {
    let called = false;
    const enter = (): void => context.run({ accountId: '42' }, () => void (called = true));
    expect(enter).toThrow(InvalidTargetError);
    expect(called).toBe(false);
  });

  it('within another context stands in its place, target and signal, until it is done', () => {
    const { signal } = new AbortController();
    const signals = context.run(
      A,
      () => {
        const outer = storage.entry?.signal;
        const inner = context.run(B, () => [account(), storage.entry?.signal]);
        return [outer, ...inner, account()];
      },
      { signal },
    );
    expect(signals).toEqual([signal, B.accountId, undefined, A.accountId]);
  });

  it('keeps 10,000 overlapping contexts apart', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => String(200_000_000_000 + index));
    const seen = await Promise.all(
      ids.map((accountId) =>
        context.run({ accountId }, async () => {
          const all = [account()];
          await new Promise(setImmediate);
          all.push(account());
          await later(Number(accountId) % 3);
          all.push(await Promise.resolve().then(account));
          return all.every((id) => id === accountId);
        }),
      ),
    );
    expect(seen.filter(Boolean)).toHaveLength(10_000);
    expect(account()).toBeUndefined();
  });

  it('leaves nothing of a context behind that is done', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const entries: WeakRef<object>[] = [];
    const work = async (): Promise<void> => {
      entries.push(new WeakRef(storage.entry ?? {}));
      await later(1);
    };
    await Promise.all(Array.from({ length: 100 }, () => context.run(A, work)));
    await new Promise(setImmediate);
    collectGarbage();
    expect(entries.filter((entry) => entry.deref() !== undefined)).toEqual([]);
  });
});

describe('runAuthorized', () => {
  it('opens a context for who may enter, once that is known', async () => {
    const seen = context.runAuthorized(A, { principal: 'alice' }, async () => account());
    expect(account()).toBeUndefined();
    expect(await seen).toBe(A.accountId);
  });

  it.each([
    ['a rule keeps the target out', B, 'alice', 'access.allowedAccounts'],
    ['authorize says no', A, 'mallory', 'access.authorize'],
    ['nobody is known', A, undefined, 'access.authorize'],
    ["it is the hub's own account", { accountId: '999999999999' }, 'alice', 'access.allowHubAccount'],
  ])('refuses where %s, and does not call the function', async (_, target, principal, rule) => {
    let called = false;
    const entering = context.runAuthorized(target, { principal }, () => (called = true));
    await expect(entering).rejects.toMatchObject({ code: 'TARGET_REFUSED', rule });
    expect(called).toBe(false);
  });

  it('hands the signal on', async () => {
    const { signal } = new AbortController();
    const seen = context.runAuthorized(A, { principal: 'alice', signal }, () => storage.entry?.signal);
    expect(await seen).toBe(signal);
  });
});

describe('current', () => {
  it('is complete, and opens an equal context', () => {
    const current = context.run(A, () => context.require());
    expect(current).toMatchObject({ ...A, region: 'eu-west-1', partition: 'aws' });
    expect(context.run(current, () => context.current)).toBe(current);
  });

  it('is undefined outside of any context, where require throws', () => {
    expect(context.current).toBeUndefined();
    expect(() => context.require()).toThrow(NoAccountContextError);
  });
});

describe('the error of a missing context', () => {
  it('names the usual causes, and what to do', () => {
    const { message, code } = new NoAccountContextError('S3Client');
    for (const word of ['S3Client', '@Cron', 'BullMQ', 'fieldResolverEnhancers', 'AccountContext.run']) {
      expect(message).toContain(word);
    }
    expect(code).toBe('NO_ACCOUNT_CONTEXT');
  });
});

describe('bind', () => {
  it('calls a function in the context that it was bound in, with this and arguments', () => {
    const thing = {
      name: 'thing',
      tell: context.run(A, () =>
        context.bind(function tell(this: { name: string }, word: string) {
          return [this.name, word, account()];
        }),
      ),
    };
    expect(context.run(B, () => thing.tell('word'))).toEqual(['thing', 'word', A.accountId]);
  });

  it('outside of any context binds to none', () => {
    const bound = context.bind(account);
    expect(context.run(A, bound)).toBeUndefined();
  });
});
