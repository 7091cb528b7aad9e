import type { HttpHandler } from '@smithy/core/protocols';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../credentials/clock.js';
import type { SdkClient, SdkClientClass } from './client-class.js';
import { type ClientOptions, DEFAULT_SHUTDOWN_SECONDS } from './client-options.js';
import { RequestsInFlight } from './requests-in-flight.js';
import { SharedHandler } from './shared-handler.js';

/** TCP and TLS to the other side of the world take under a second. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Per host. All accounts of a region share one host for most services. */
const CLIENT_CONNECTIONS = 256;
const STS_CONNECTIONS = 64;

interface Handlers {
  readonly forClients: HttpHandler;
  readonly forSts: HttpHandler;
}

/**
 * The HTTP handlers that every client of one factory shares, and that the factory alone closes.
 *
 * STS has connections of its own, so that no renewal of credentials waits behind the calls that need them.
 */
export class Transport {
  readonly forSts: SharedHandler;
  readonly #http1: SharedHandler;
  #http2: SharedHandler | undefined;
  readonly #speaksHttp2 = new Map<SdkClientClass<SdkClient>, boolean>();
  readonly #requests = new RequestsInFlight();
  readonly #toClose: HttpHandler[];
  #closing: Promise<void> | undefined;

  private constructor(
    { forClients, forSts }: Handlers,
    private readonly clock: Clock,
    private readonly shutdownSeconds = DEFAULT_SHUTDOWN_SECONDS,
    private readonly givenByUser = false,
  ) {
    this.#http1 = new SharedHandler(forClients, this.#requests);
    this.forSts = new SharedHandler(forSts, this.#requests);
    this.#toClose = givenByUser ? [] : [forClients, forSts];
  }

  /** @param stsConnectMs how long connecting to STS may take */
  static async open(
    { requestHandler, shutdownSeconds }: ClientOptions,
    clock: Clock,
    stsConnectMs = CONNECT_TIMEOUT_MS,
  ): Promise<Transport> {
    if (typeof requestHandler === 'object') {
      const handlers = { forClients: requestHandler, forSts: requestHandler };
      return new Transport(handlers, clock, shutdownSeconds, true);
    }
    const make = requestHandler === 'sdk' ? sdkHandler : undiciHandler;
    const handlers = {
      forClients: await make(CLIENT_CONNECTIONS, CONNECT_TIMEOUT_MS),
      forSts: await make(STS_CONNECTIONS, stsConnectMs),
    };
    return new Transport(handlers, clock, shutdownSeconds);
  }

  /** The handler for clients of a class: HTTP/2 where that is the class's own default. */
  handlerFor(ClientClass: SdkClientClass<SdkClient>): HttpHandler {
    if (this.givenByUser || !this.#isHttp2(ClientClass)) return this.#http1;
    this.#http2 ??= this.#openHttp2();
    return this.#http2;
  }

  /**
   * Refuses new requests, lets those that are under way end, for `shutdownSeconds` at most, cuts the rest, and resolves when
   * the connections are closed. Those of a handler of the user's stay open.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#requests.close(this.shutdownSeconds * 1_000, this.clock);
    await Promise.all(this.#toClose.map(closeHandler));
  }

  #isHttp2(ClientClass: SdkClientClass<SdkClient>): boolean {
    const known = this.#speaksHttp2.get(ClientClass);
    if (known !== undefined) return known;
    const speaks = defaultProtocol(ClientClass).startsWith('h2');
    this.#speaksHttp2.set(ClientClass, speaks);
    return speaks;
  }

  #openHttp2(): SharedHandler {
    const handler = new NodeHttp2Handler({ disableConcurrentStreams: true });
    this.#toClose.push(handler);
    return new SharedHandler(handler, this.#requests);
  }
}

/** What the class itself would speak: only an instance tells. It connects to nothing, and is dropped at once. */
function defaultProtocol(ClientClass: SdkClientClass<SdkClient>): string {
  const probe = new (ClientClass as new (config: object) => SdkClient)({ region: 'us-east-1' });
  const { requestHandler } = probe.config as { requestHandler?: HttpHandler };
  probe.destroy();
  return requestHandler?.metadata?.handlerProtocol ?? '';
}

/** The handler of undici destroys its dispatcher without waiting for it. */
async function closeHandler(handler: HttpHandler): Promise<void> {
  const { dispatcher } = handler.httpHandlerConfigs() as { dispatcher?: { destroy(): Promise<void> } };
  await dispatcher?.destroy();
  handler.destroy?.();
}

async function undiciHandler(connections: number, connectMs: number): Promise<HttpHandler> {
  const { UndiciHttpHandler } = await import('@smithy/undici-http-handler');
  return new UndiciHttpHandler({
    dispatcher: {
      connections,
      connect: { timeout: connectMs },
      // A limit on the answer would make the SDK send a call again that is still being worked on.
      headersTimeout: 0,
      bodyTimeout: 0,
    },
  });
}

function sdkHandler(maxSockets: number, connectMs: number): HttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: connectMs,
    httpAgent: { keepAlive: true, maxSockets },
    httpsAgent: { keepAlive: true, maxSockets },
  });
}
