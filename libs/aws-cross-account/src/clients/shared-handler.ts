import type { HttpHandler } from '@smithy/core/protocols';
import { bodiesInThisContext } from './body-context.js';
import type { RequestsInFlight } from './requests-in-flight.js';

type Handle = HttpHandler['handle'];
type Handled = ReturnType<Handle>;

/** When to send: at once, or when there is room. */
export type Turn = (signal: AbortSignal, send: () => Handled) => Handled;

const atOnce: Turn = (_, send) => send();

/**
 * A view of an HTTP handler that many clients share: it sends, and nothing else. `destroy` and settings of one client must
 * not reach the requests of the others.
 */
export class SharedHandler implements HttpHandler {
  declare readonly metadata?: NonNullable<HttpHandler['metadata']>;
  readonly #inner: HttpHandler;
  readonly #requests: RequestsInFlight;
  readonly #turn: Turn;

  /** @param requests what counts the requests of all views, and refuses them once it is closed */
  constructor(inner: HttpHandler, requests: RequestsInFlight, turn = atOnce) {
    this.#inner = inner;
    this.#requests = requests;
    this.#turn = turn;
    if (inner.metadata) this.metadata = inner.metadata;
  }

  /** Another view of the same handler. */
  withTurn(turn: Turn): SharedHandler {
    return new SharedHandler(this.#inner, this.#requests, turn);
  }

  handle(...[request, options]: Parameters<Handle>): Handled {
    const bindBody = bodiesInThisContext();
    return this.#requests.follow(options?.abortSignal, (abortSignal) =>
      this.#turn(abortSignal, async () => {
        const answer = await this.#inner.handle(request, { ...options, abortSignal });
        bindBody(answer.response.body);
        return answer;
      }),
    );
  }

  destroy(): void {}

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
