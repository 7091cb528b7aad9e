import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompleteTarget } from '../target/complete-target.js';

/** What was entered by `AccountContext.run`. */
export interface ContextEntry {
  readonly target: CompleteTarget;
  readonly signal: AbortSignal | undefined;
}

/** Where the account context of the code that is running stands; one for the application. */
export class ContextStorage {
  readonly #storage = new AsyncLocalStorage<ContextEntry | undefined>();

  get entry(): ContextEntry | undefined {
    return this.#storage.getStore();
  }

  /** Calls a function in a context, or, with undefined, outside of any. */
  run<R>(entry: ContextEntry | undefined, call: () => R): R {
    return this.#storage.run(entry, call);
  }
}
