import { Readable } from 'node:stream';
import type { HttpHandler } from '@smithy/core/protocols';
import type { Clock } from '../credentials/clock.js';
import { FactoryClosedError } from '../errors/client.errors.js';

type Handled = ReturnType<HttpHandler['handle']>;
type GivenSignal = NonNullable<Parameters<HttpHandler['handle']>[1]>['abortSignal'];

/** Something that is under way, and can be cut. */
interface UnderWay {
  cut(reason: FactoryClosedError): void;
}

/**
 * The requests of one application that are under way: sent, and their answers not read to the end yet. A body that nobody
 * reads is under way until it is destroyed or no longer reachable: it is not kept alive here.
 */
export class RequestsInFlight {
  readonly #underWay = new Set<UnderWay>();
  readonly #dropped = new FinalizationRegistry<() => void>((end) => end());
  #closed = false;
  #whenIdle = (): void => {};

  /**
   * Sends a request and follows it.
   *
   * @param given the caller's own signal, which goes on to work
   * @throws FactoryClosedError once `close` has been called, and for what that cuts
   */
  async follow(given: GivenSignal, send: (signal: AbortSignal) => Handled): Handled {
    if (this.#closed) throw new FactoryClosedError();
    const controller = new AbortController();
    const unlink = link(given, controller);
    const request: UnderWay = { cut: (reason) => controller.abort(reason) };
    this.#underWay.add(request);
    try {
      const answer = await send(controller.signal);
      this.#followBody(answer.response.body, unlink);
      return answer;
    } catch (error) {
      unlink();
      const { reason }: { reason: unknown } = controller.signal;
      throw reason instanceof FactoryClosedError ? reason : error;
    } finally {
      this.#end(request);
    }
  }

  /** Refuses new requests, lets those under way end for so long, and cuts the rest. */
  async close(limitMs: number, clock: Clock): Promise<void> {
    this.#closed = true;
    if (this.#underWay.size > 0 && limitMs > 0) await this.#idle(limitMs, clock);
    const reason = new FactoryClosedError();
    for (const request of this.#underWay) request.cut(reason);
  }

  #idle(limitMs: number, clock: Clock): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.every(limitMs, () => this.#whenIdle());
      this.#whenIdle = () => {
        stop();
        resolve();
      };
    });
  }

  /** Bodies of other kinds (a handler of the user's may answer with web streams) cannot be followed without taking them over. */
  #followBody(body: unknown, unlink: () => void): void {
    if (!(body instanceof Readable) || body.closed) return unlink();
    const held = heldWeakly(body);
    this.#underWay.add(held);
    const end = (): void => {
      unlink();
      this.#end(held);
    };
    this.#dropped.register(body, end);
    body.once('close', end);
  }

  #end(request: UnderWay): void {
    this.#underWay.delete(request);
    if (this.#underWay.size === 0) this.#whenIdle();
  }
}

function heldWeakly(body: Readable): UnderWay {
  const held = new WeakRef(body);
  return {
    cut: (reason) => {
      // Whoever reads it has a listener; an error that nobody listens to would end the process.
      held
        .deref()
        ?.on('error', () => {})
        .destroy(reason);
    },
  };
}

/** Lets a signal abort the controller too, until the answered function is called. */
function link(given: GivenSignal, controller: AbortController): () => void {
  if (!given) return () => {};
  const abort = (): void => controller.abort('reason' in given ? given.reason : undefined);
  if (given.aborted) abort();
  else if ('addEventListener' in given) {
    given.addEventListener('abort', abort, { once: true });
    return () => given.removeEventListener('abort', abort);
  } else Object.assign(given, { onabort: abort });
  return () => {};
}
