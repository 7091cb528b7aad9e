import type { SdkClient } from '../clients/client-class.js';
import { type Middleware, stackOf } from '../clients/middleware.js';
import { InvalidClientConfigError } from '../errors/client.errors.js';
import { CrossedAccountContextError } from '../errors/context.errors.js';
import { CompleteTarget } from '../target/complete-target.js';
import type { ContextStorage } from './context-storage.js';

type Credentials = (...args: unknown[]) => unknown;

/**
 * What a following client shows of the client of the context at hand: its configuration and its middleware. Others build on them
 * (`getSignedUrl`, `DynamoDBDocumentClient.from`), and what they build stays with that account. Used in the context of another
 * one it throws.
 */
export class PinnedParts {
  constructor(
    private readonly storage: ContextStorage,
    private readonly name: string,
  ) {}

  /** A copy, since a DocumentClient writes its options into what it gets, and the client is shared by the whole application. */
  config(client: SdkClient): object {
    const copy: { credentials?: Credentials } = { ...client.config };
    const { credentials } = copy;
    if (typeof credentials !== 'function') return copy;
    const check = this.#check();
    const checked: Credentials = (...args) => {
      check();
      return credentials(...args);
    };
    // The SDK marks functions that keep their own answers, and would wrap one without the marks once more.
    return Object.assign(copy, { credentials: Object.assign(checked, credentials) });
  }

  /** A copy that can be read and copied, and not changed. */
  middlewareStack(client: SdkClient): object {
    const check = this.#check();
    const checking: Middleware = (next) => async (input) => {
      check();
      return next(input);
    };
    const copy = stackOf(client).clone();
    copy.add(checking, { step: 'initialize', priority: 'high', name: 'crossAccountContextMiddleware' });
    return { ...copy, ...Object.fromEntries(CHANGING.map((name) => [name, () => this.#refuse(name)])) };
  }

  #check(): () => void {
    const begun = this.storage.entry?.target;
    return () => {
      const now = this.storage.entry?.target;
      if (!begun || !now || CompleteTarget.isSamePlace(begun, now)) return;
      const subject = `What was made of the injected ${this.name} in one account context is used in another`;
      throw new CrossedAccountContextError(subject, begun, now);
    };
  }

  #refuse(method: string): never {
    throw new InvalidClientConfigError(
      `middlewareStack.${method}`,
      `the injected ${this.name} follows the account context, and its clients are shared. Give every client of the class the ` +
        'middleware when it is made: wrapClient({ client, as: client, wrap: (made) => { made.middlewareStack.add(...); return made; } }).',
    );
  }
}

/** Every method of a stack that changes it. */
const CHANGING = ['add', 'addRelativeTo', 'use', 'remove', 'removeByTag'] as const;
const READING = ['clone', 'concat', 'identify', 'identifyOnResolve', 'applyToStack', 'resolve'] as const;

/** A stack for where there is no client: it can be looked at, and each of its methods does this. */
export function stackOfNone(fail: () => never): object {
  return Object.fromEntries([...CHANGING, ...READING].map((name) => [name, fail]));
}
