import type { HttpHandler } from '@smithy/core/protocols';
import type { RequestsInFlight } from './requests-in-flight.js';

type Handle = HttpHandler['handle'];

/**
 * A view of an HTTP handler that many clients share: it sends, and nothing else. `destroy` and settings of one client must
 * not reach the requests of the others.
 */
export class SharedHandler implements HttpHandler {
  declare readonly metadata?: NonNullable<HttpHandler['metadata']>;
  readonly #inner: HttpHandler;
  readonly #requests: RequestsInFlight;

  /** @param requests what counts the requests of all views, and refuses them once it is closed */
  constructor(inner: HttpHandler, requests: RequestsInFlight) {
    this.#inner = inner;
    this.#requests = requests;
    if (inner.metadata) this.metadata = inner.metadata;
  }

  handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    return this.#requests.follow(options?.abortSignal, (abortSignal) =>
      this.#inner.handle(request, { ...options, abortSignal }),
    );
  }

  destroy(): void {}

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
