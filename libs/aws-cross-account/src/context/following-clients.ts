import { checkClientClass } from '../clients/client-builder.js';
import { type ClientClass, WrappedClientClass } from '../clients/client-class.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import type { AccountTarget } from '../target/account-target.js';
import { canonicalJson } from '../target/canonical-json.js';
import { refuseTarget } from '../target/check-target.js';
import { ContextClient } from './context-client.js';
import type { ContextStorage } from './context-storage.js';
import { followingClient } from './following-client.js';
import { followingWrapper } from './following-wrapper.js';
import { checkOverlay } from './overlay.js';
import { PinnedParts } from './pinned-parts.js';
import { SentInputs } from './sent-inputs.js';

/** The clients of an application that follow the account context: one for each class and overlay. */
export class FollowingClients {
  readonly #clients = new Map<object, Map<string, object>>();
  readonly #sent = new SentInputs();

  constructor(
    private readonly storage: ContextStorage,
    private readonly factory: Pick<CrossAccountClientFactory, 'get'>,
    private readonly targets: Pick<CrossAccountClientFactory, 'complete'>,
  ) {}

  /**
   * @param overlay plain values that are laid over the target of the context; it must not be changed any more
   * @throws InvalidClientClassError, InvalidTargetError
   */
  get<T extends object>(ClientClass: ClientClass<T>, overlay: AccountTarget): T {
    const key = canonicalJson(overlay, 'overlay', (path) => refuseTarget(path, 'expected a plain value.'));
    const byOverlay = this.#clients.get(ClientClass) ?? new Map<string, object>();
    this.#clients.set(ClientClass, byOverlay);
    const client = byOverlay.get(key) ?? this.#make(ClientClass, overlay);
    byOverlay.set(key, client);
    return client as T;
  }

  #make(ClientClass: ClientClass<object>, overlay: AccountTarget): object {
    checkOverlay(overlay);
    const prototype = prototypeOf(ClientClass);
    const contextClient = new ContextClient(this.storage, this.factory, this.targets, ClientClass, overlay);
    if (!isSdkClient(prototype)) return followingWrapper(prototype, contextClient);
    const pinned = new PinnedParts(this.storage, ClientClass.name);
    return followingClient(prototype, { contextClient, pinned, sent: this.#sent });
  }
}

function prototypeOf(ClientClass: ClientClass<object>): object {
  if (ClientClass instanceof WrappedClientClass) return ClientClass.as.prototype;
  checkClientClass(ClientClass);
  return ClientClass.prototype as object;
}

/**
 * Whether a class is one of the SDK's, wrapped or not: it descends from the SDK's `Client`, of which there may be several
 * copies. What it does, it does by its `send`.
 */
function isSdkClient(prototype: object): boolean {
  let root = prototype;
  for (let next = root; next !== Object.prototype; next = Object.getPrototypeOf(next) as object) root = next;
  const members = Object.getOwnPropertyNames(root).toSorted();
  return members.join() === 'constructor,destroy,send';
}
