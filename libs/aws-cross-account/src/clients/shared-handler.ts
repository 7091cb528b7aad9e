import type { HttpHandler } from '@smithy/core/protocols';
import { FactoryClosedError } from '../errors/client.errors.js';

type Handle = HttpHandler['handle'];

/**
 * A view of an HTTP handler that many clients share: it sends, and nothing else. `destroy` and settings of one client must
 * not reach the requests of the others.
 */
export class SharedHandler implements HttpHandler {
  #closed = false;
  declare readonly metadata?: NonNullable<HttpHandler['metadata']>;

  readonly #inner: HttpHandler;

  constructor(inner: HttpHandler) {
    this.#inner = inner;
    if (inner.metadata) this.metadata = inner.metadata;
  }

  async handle(...request: Parameters<Handle>): ReturnType<Handle> {
    if (this.#closed) throw new FactoryClosedError();
    return this.#inner.handle(...request);
  }

  /** From now on nothing is sent: a closed handler of the SDK would open new connections. */
  refuse(): void {
    this.#closed = true;
  }

  destroy(): void {}

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
