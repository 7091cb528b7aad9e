import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FactoryClosedError } from '../errors/client.errors.js';
import { AccountShares } from './account-shares.js';

const never = new AbortController().signal;
/** Long enough for everything to happen that only waits for promises. */
const settled = (): Promise<void> => new Promise(setImmediate);

/** Requests whose answers begin when the test says so. */
class Sends {
  readonly sent: string[] = [];
  readonly #answers = new Map<string, () => void>();

  constructor(readonly shares: AccountShares) {}

  start(account: string, name: string, signal = never): Promise<string> {
    return this.shares.run(account, signal, () => {
      this.sent.push(name);
      return new Promise((resolve) => this.#answers.set(name, () => resolve(name)));
    });
  }

  async answer(name: string): Promise<void> {
    this.#answers.get(name)?.();
    await settled();
  }
}

const sends = (perAccount: number): Sends => new Sends(new AccountShares(perAccount));

describe('the share of an account', () => {
  it('bounds the requests that wait for an answer, and leaves other accounts alone', async () => {
    const requests = sends(2);
    for (const name of ['a1', 'a2', 'a3', 'a4']) void requests.start('A', name);
    void requests.start('B', 'b1');
    await settled();
    expect(requests.sent).toEqual(['a1', 'a2', 'b1']);
    expect(requests.shares.waiting).toBe(2);
  });

  it('is passed on in the order of arrival, each time an answer begins', async () => {
    const requests = sends(1);
    for (const name of ['1', '2', '3']) void requests.start('A', name);
    await requests.answer('1');
    expect(requests.sent).toEqual(['1', '2']);
    await requests.answer('2');
    expect(requests.sent).toEqual(['1', '2', '3']);
    expect(requests.shares.waiting).toBe(0);
  });

  it('is given back by a request that fails', async () => {
    const shares = new AccountShares(1);
    const failing = shares.run('A', never, () => Promise.reject(new RangeError('reset')));
    const next = shares.run('A', never, async () => 'sent');
    await expect(failing).rejects.toThrow('reset');
    expect(await next).toBe('sent');
  });

  it('is not waited for any longer by a request whose caller leaves, and no turn is lost', async () => {
    const requests = sends(1);
    const leaving = new AbortController();
    void requests.start('A', 'first');
    const left = requests.start('A', 'left', leaving.signal);
    const last = requests.start('A', 'last');
    leaving.abort(new RangeError('gone'));
    await expect(left).rejects.toMatchObject({ name: 'AbortError', cause: { message: 'gone' } });
    await requests.answer('first');
    expect(requests.sent).toEqual(['first', 'last']);
    await requests.answer('last');
    expect(await last).toBe('last');
  });

  it('has no room in its queue for a request that was aborted before', async () => {
    const requests = sends(1);
    void requests.start('A', 'first');
    await expect(requests.start('A', 'aborted', AbortSignal.abort('early'))).rejects.toThrow('early');
    expect(requests.shares.waiting).toBe(0);
  });

  it('is waited for by nobody once it is closed; what was sent goes on', async () => {
    const requests = sends(1);
    const first = requests.start('A', 'first');
    const waiting = [requests.start('A', 'x'), requests.start('A', 'y')];
    requests.shares.close();
    for (const request of waiting) await expect(request).rejects.toThrow(FactoryClosedError);
    await requests.answer('first');
    expect([await first, requests.sent, requests.shares.waiting]).toEqual(['first', ['first'], 0]);
  });

  it('takes no memory while nothing is under way, however many accounts there were', async () => {
    const shares = new AccountShares(25);
    const accounts = Array.from({ length: 50_000 }, (_, index) => String(index));
    await Promise.all(accounts.map((account) => shares.run(account, never, async () => account)));
    expect(shares.busyAccounts).toBe(0);
  });

  it('is never exceeded, and every request ends, in whatever order things happen', async () => {
    const step = fc.oneof(
      fc.record({ start: fc.constantFrom('A', 'B') }),
      fc.record({ answer: fc.nat() }),
      fc.record({ abort: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 40 }),
        async (cap, steps) => {
          const shares = new AccountShares(cap);
          const under = { A: 0, B: 0 };
          const answers: (() => void)[] = [];
          const leaving: AbortController[] = [];
          const all: Promise<unknown>[] = [];
          const start = (account: 'A' | 'B'): void => {
            const controller = new AbortController();
            leaving.push(controller);
            const send = async (): Promise<void> => {
              under[account] += 1;
              expect(under[account]).toBeLessThanOrEqual(cap);
              await new Promise<void>((resolve) => answers.push(resolve));
              under[account] -= 1;
            };
            all.push(shares.run(account, controller.signal, send));
          };
          for (const next of steps) {
            if ('start' in next) start(next.start);
            if ('answer' in next) answers[next.answer % (answers.length || 1)]?.();
            if ('abort' in next) leaving[next.abort % (leaving.length || 1)]?.abort();
            await Promise.resolve();
          }
          for (let answered = 0; answered < all.length; answered += 1) {
            for (const answer of answers) answer();
            await settled();
          }
          await Promise.allSettled(all);
          expect([shares.waiting, shares.busyAccounts]).toEqual([0, 0]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
