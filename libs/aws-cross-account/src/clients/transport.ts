import type { HttpHandler } from '@smithy/core/protocols';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../credentials/clock.js';
import { AccountShares } from './account-shares.js';
import type { SdkClient, SdkClientClass } from './client-class.js';
import {
  type ClientOptions,
  DEFAULT_REQUESTS_PER_ACCOUNT,
  DEFAULT_SHUTDOWN_SECONDS,
} from './client-options.js';
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
 * STS has connections of its own, so that no renewal of credentials waits behind the calls that need them; and so that it needs
 * no share for each account.
 */
export class Transport {
  readonly forSts: SharedHandler;
  readonly #http1: SharedHandler;
  #http2: SharedHandler | undefined;
  readonly #speaksHttp2 = new Map<SdkClientClass<SdkClient>, boolean>();
  readonly #requests = new RequestsInFlight();
  readonly #shares: AccountShares;
  readonly #toClose: HttpHandler[];
  readonly #shutdownMs: number;
  #closing: Promise<void> | undefined;

  private constructor(
    { forClients, forSts }: Handlers,
    private readonly clock: Clock,
    {
      shutdownSeconds = DEFAULT_SHUTDOWN_SECONDS,
      requestsPerAccount = DEFAULT_REQUESTS_PER_ACCOUNT,
    }: ClientOptions,
    private readonly givenByUser = false,
  ) {
    this.#shutdownMs = shutdownSeconds * 1_000;
    this.#shares = new AccountShares(requestsPerAccount);
    this.#http1 = new SharedHandler(forClients, this.#requests);
    this.forSts = new SharedHandler(forSts, this.#requests);
    this.#toClose = givenByUser ? [] : [forClients, forSts];
  }

  /** @param stsConnectMs how long connecting to STS may take */
  static async open(
    options: ClientOptions,
    clock: Clock,
    stsConnectMs = CONNECT_TIMEOUT_MS,
  ): Promise<Transport> {
    const { requestHandler } = options;
    if (typeof requestHandler === 'object') {
      const handlers = { forClients: requestHandler, forSts: requestHandler };
      return new Transport(handlers, clock, options, true);
    }
    const make = requestHandler === 'sdk' ? sdkHandler : undiciHandler;
    const handlers = {
      forClients: await make(CLIENT_CONNECTIONS, CONNECT_TIMEOUT_MS),
      forSts: await make(STS_CONNECTIONS, stsConnectMs),
    };
    return new Transport(handlers, clock, options);
  }

  /** Requests that wait for their turn, because their account has as many under way as it may. */
  get waiting(): number {
    return this.#shares.waiting;
  }

  /**
   * The handler for a client: HTTP/2 where that is the default of its class.
   *
   * @param accountId of which the client's requests are a share; undefined for the hub role's own clients, which have one too
   */
  handlerFor(ClientClass: SdkClientClass<SdkClient>, accountId: string | undefined): HttpHandler {
    const account = accountId ?? 'hub';
    return this.#viewFor(ClientClass).withTurn((signal, send) => this.#shares.run(account, signal, send));
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
    const drained = this.#requests.close(this.#shutdownMs, this.clock);
    this.#shares.close();
    await drained;
    await Promise.all(this.#toClose.map(closeHandler));
  }

  #viewFor(ClientClass: SdkClientClass<SdkClient>): SharedHandler {
    if (this.givenByUser || !this.#isHttp2(ClientClass)) return this.#http1;
    this.#http2 ??= this.#openHttp2();
    return this.#http2;
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
