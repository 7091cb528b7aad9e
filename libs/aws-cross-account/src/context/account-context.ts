import type { AccessGate } from '../clients/access-gate.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { NoAccountContextError } from '../errors/context.errors.js';
import type { AccountTarget } from '../target/account-target.js';
import type { CompleteAccountTarget } from '../target/complete-target.js';
import { bindResult } from './bind-result.js';
import type { ContextEntry, ContextStorage } from './context-storage.js';

export interface RunOptions {
  /** Aborts the calls of AWS that are made in the context by following clients, unless a call has a signal of its own. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The account that the running request, job or script works in. Clients that were injected without an account follow it.
 *
 * One for the application. What a context holds follows its code through promises, timers and callbacks, and ends with them.
 */
export class AccountContext {
  readonly #storage: ContextStorage;
  readonly #targets: Pick<CrossAccountClientFactory, 'complete'>;
  readonly #gate: AccessGate;

  /** @internal */
  constructor(
    storage: ContextStorage,
    targets: Pick<CrossAccountClientFactory, 'complete'>,
    gate: AccessGate,
  ) {
    this.#storage = storage;
    this.#targets = targets;
    this.#gate = gate;
  }

  /**
   * Calls a function in the context of an account, and answers what it answers. Within another context it stands in its place,
   * with target and signal, until the function is done.
   *
   * What the function answers is bound: a promise, an Observable, a stream, a StreamableFile or an async iterable goes on in
   * this context, whoever reads it. Of an Observable that is its subscription; what others push into its source comes in theirs.
   *
   * @throws InvalidTargetError, NoHubRoleForPartitionError before the function is called; and what it throws
   */
  run<T>(target: AccountTarget, fn: () => T, { signal }: RunOptions = {}): T {
    const entry: ContextEntry = { target: this.#targets.complete(target), signal };
    return bindResult(this.#storage.run(entry, fn), (call) => this.#storage.run(entry, call));
  }

  /**
   * `run` for a target that somebody else wrote: a message of a queue, an event, what a script was called with. It passes the gate
   * that requests pass: the whole option `access` is asked first, `authorize` included.
   *
   * @param options `principal`: who asks, for `access.authorize`; `signal` as of `run`
   * @throws InvalidTargetError, NoHubRoleForPartitionError, TargetRefusedError before the function is called, InvalidOptionError where
   * `access` does not say which accounts others may choose; and what the function throws
   */
  async runAuthorized<T>(
    target: AccountTarget,
    { principal, signal }: RunOptions & { readonly principal: unknown },
    fn: () => T,
  ): Promise<Awaited<T>> {
    const entered = await this.#gate.enter({ target, source: 'request', principal });
    try {
      return await this.run(entered, fn, { signal });
    } catch (error) {
      throw this.#gate.answerFor(error, entered);
    }
  }

  /** The target of the context with every default applied, or undefined outside of any. Accepted wherever a target is. */
  get current(): CompleteAccountTarget | undefined {
    return this.#storage.entry?.target;
  }

  /** @throws NoAccountContextError outside of a context */
  require(): CompleteAccountTarget {
    const { current } = this;
    if (!current) throw new NoAccountContextError('AccountContext.require()');
    return current;
  }

  /** The function, to be called whenever, in the context that is open now; in none, if none is. */
  bind<This, Args extends unknown[], R>(
    fn: (this: This, ...args: Args) => R,
  ): (this: This, ...args: Args) => R {
    const storage = this.#storage;
    const { entry } = storage;
    return function bound(...args) {
      return storage.run(entry, () => fn.apply(this, args));
    };
  }

  /**
   * A result of code of this context, which others will read: a promise, an Observable, a stream, a StreamableFile or an async
   * iterable is bound to the context that is open now, as `run` does it. Anything else is answered as it is.
   */
  bindResult<T>(result: T): T {
    const { entry } = this.#storage;
    return bindResult(result, (call) => this.#storage.run(entry, call));
  }
}
