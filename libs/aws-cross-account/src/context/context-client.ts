import type { ClientClass } from '../clients/client-class.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { NoAccountContextError } from '../errors/context.errors.js';
import type { AccountTarget } from '../target/account-target.js';
import type { CompleteTarget } from '../target/complete-target.js';
import type { ContextEntry, ContextStorage } from './context-storage.js';
import { layOver } from './overlay.js';

/** Finds the client of one class for the context at hand, with an overlay laid over its target. */
export class ContextClient {
  /** A target of account and region alone, which nearly all are, is one object for all its contexts. */
  readonly #overlaid = new WeakMap<CompleteTarget, AccountTarget>();
  readonly #hasOverlay: boolean;

  constructor(
    private readonly storage: ContextStorage,
    private readonly factory: Pick<CrossAccountClientFactory, 'get'>,
    private readonly targets: Pick<CrossAccountClientFactory, 'complete'>,
    private readonly ClientClass: ClientClass<object>,
    private readonly overlay: AccountTarget,
  ) {
    this.#hasOverlay = Object.values(overlay).some((value) => value !== undefined);
  }

  /** @throws NoAccountContextError */
  get entry(): ContextEntry {
    const { entry } = this.storage;
    if (!entry) throw new NoAccountContextError(this.ClientClass.name);
    return entry;
  }

  get isInContext(): boolean {
    return this.storage.entry !== undefined;
  }

  /** @throws NoAccountContextError, and what `CrossAccountClientFactory.get` throws */
  get client(): object {
    const { target } = this.entry;
    return this.factory.get(this.ClientClass, this.#hasOverlay ? this.#targetIn(target) : target);
  }

  #targetIn(target: CompleteTarget): AccountTarget {
    const known = this.#overlaid.get(target);
    if (known) return known;
    const overlaid = this.targets.complete(layOver(target, this.overlay));
    this.#overlaid.set(target, overlaid);
    return overlaid;
  }
}
