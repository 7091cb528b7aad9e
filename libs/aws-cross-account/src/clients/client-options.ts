import type { HttpHandler } from '@smithy/core/protocols';
import type { SdkClient, SdkClientClass } from './client-class.js';

/** Where a client works, as `clientDefaults` is told. */
export interface ClientPlace {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** Fields of a client's configuration, beyond those that the library owns. */
export type ClientConfig = Readonly<Record<string, unknown>>;

/** For a client of the hub role's own: its region, and plain values for this client. */
export type HubClientOptions = ClientConfig & { readonly region?: string | undefined };

/** How clients are built. */
export interface ClientOptions {
  /** Attempts of every call of a client, the first included. Default 11. A call is repeated only where the SDK deems it safe. */
  maxAttempts?: number | undefined;
  /**
   * Configuration for every client, or a synchronous function of the class and the place (undefined for the hub role's own
   * clients) that answers it. It must be pure: it is called once for each new client.
   * Fields that the library owns are refused by name.
   */
  clientDefaults?:
    | ClientConfig
    | ((ClientClass: SdkClientClass<SdkClient>, place: ClientPlace | undefined) => ClientConfig)
    | undefined;
  /**
   * The HTTP handler of every client and of STS: one of your own (a proxy, an own CA), which stays yours to close, or
   * `'sdk'` for the SDK's handler for Node, which loads faster. Default: the SDK team's undici handler, which needs less CPU.
   * Clients whose class speaks HTTP/2 by default share one HTTP/2 handler, unless you give your own.
   */
  requestHandler?: HttpHandler | 'sdk' | undefined;
  /**
   * Requests of the clients of one account that may wait for an answer at the same time, so that an account that hangs takes no
   * connections from the others: from 1 up. Default 25. More wait for their turn. The hub role's own clients have a share of
   * their own; STS is not counted.
   */
  requestsPerAccount?: number | undefined;
  /**
   * How long shutting down waits for requests that are under way, bodies that are being read included, before it cuts them:
   * 0-3600. Default 10; 0 cuts them at once.
   */
  shutdownSeconds?: number | undefined;
}

export const DEFAULT_MAX_ATTEMPTS = 11;
export const DEFAULT_REQUESTS_PER_ACCOUNT = 25;
export const DEFAULT_SHUTDOWN_SECONDS = 10;
