import { inspect } from 'node:util';
import { CallLog } from './calls/calls.js';
import type { Calls } from './calls/calls.js';
import { randomBase32 } from './data/random.js';
import { LocalAwsClosedError } from './errors.js';
import { FaultBook } from './faults/faults.js';
import type { Faults } from './faults/faults.js';
import { HandlerBook } from './handlers/handler-book.js';
import type { HandlerFunction, HandlerHandle, HandlerOptions } from './handlers/handler.js';
import { HttpServer } from './http/http-server.js';
import { hubCaller } from './hub-caller.js';
import { hubEnv } from './hub-env.js';
import type { HubEnv } from './hub-env.js';
import { Latency } from './latency/latency.js';
import { readOptions } from './options.js';
import type { LocalAwsOptions } from './options.js';
import { Dispatcher } from './service/dispatcher.js';
import { OPERATIONS } from './service/operations.js';
import { Pages } from './service/pages.js';
import { SessionStore } from './sessions/session-store.js';
import { WorldStore } from './world/world-store.js';
import type { World } from './world/world.js';

interface Parts {
  readonly server: HttpServer;
  readonly world: WorldStore;
  readonly env: HubEnv;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly handlers: HandlerBook;
}

/**
 * A running AWS of many accounts, in this process, on 127.0.0.1. Its calls are in `calls`, its scripted faults in
 * `faults`. Printing it shows its URL and no secret; `env` does hold the hub's keys.
 */
export class LocalAws {
  /** `http://127.0.0.1:<port>`: the endpoint of every service in every region. */
  readonly url: string;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly #parts: Parts;
  #closing: Promise<void> | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.url = parts.env.AWS_ENDPOINT_URL;
    this.calls = parts.calls;
    this.faults = parts.faults;
  }

  /**
   * Starts an AWS that is this world.
   * @throws `WorldError` when the world cannot be honoured, `LocalAwsOptionError` for an option.
   */
  static async start(world: World, options: LocalAwsOptions = {}): Promise<LocalAws> {
    const { port, clock, random, pageSizes, latency } = readOptions(options);
    const store = new WorldStore(world, clock, () => `AROA${randomBase32(random, 17)}`);
    const sessions = new SessionStore(random);
    const hub = sessions.issue(hubCaller(store), Number.POSITIVE_INFINITY);
    const calls = new CallLog();
    const handlers = new HandlerBook();
    const faults = new FaultBook(clock, () => [...OPERATIONS, ...handlers.actions]);
    const dispatcher = new Dispatcher(
      { world: store, sessions, random, clock, pages: new Pages(pageSizes) },
      { faults, calls, handlers, latency: latency && new Latency(latency) },
    );
    const server = await HttpServer.listen(port, dispatcher, clock);
    const env = hubEnv(`http://127.0.0.1:${server.port}`, store.current.hubRegion, hub);
    return new LocalAws({ server, world: store, env, calls, faults, handlers });
  }

  /** A new copy of the environment of a program that is the hub role. It holds the hub's keys. */
  get env(): HubEnv & Record<string, string> {
    return { ...this.#parts.env };
  }

  /** Connections open at the moment, idle ones too. */
  get openSockets(): number {
    return this.#parts.server.openSockets;
  }

  /**
   * Changes the world while it runs. `change` is given a draft, with the buckets made through S3 in it, and changes
   * it in place, synchronously. Sessions that were issued stay valid while their role exists; a role that is taken
   * away and comes back in a later update is a new one.
   * @throws `WorldError` when the draft cannot be honoured, and whatever `change` throws; the world is then as before.
   */
  update(change: (draft: World) => void): void {
    this.#checkOpen();
    this.#parts.world.update(change);
  }

  /**
   * Adds an operation that is not answered otherwise, of any service. Its requests are authenticated, met by faults,
   * counted, and allowed or denied by the caller's permissions as all others; `answer` says what they are answered.
   * @param service as signatures name it, e.g. `dynamodb`
   * @param action name of the operation, e.g. `ListTables`
   * @throws `LocalAwsOptionError` for an operation that is answered already.
   */
  handle(
    service: string,
    action: string,
    answer: HandlerFunction,
    options: HandlerOptions = {},
  ): HandlerHandle {
    this.#checkOpen();
    return this.#parts.handlers.add(service, action, answer, options);
  }

  /**
   * Begins an outage: drops every connection and stops listening, so that new ones are refused. Resolves when the port
   * is free. What AWS knows stays.
   */
  async pause(): Promise<void> {
    this.#checkOpen();
    await this.#parts.server.stop();
  }

  /** Ends the outage: listens at the same port again. Rejects when somebody has taken it meanwhile. */
  async resume(): Promise<void> {
    this.#checkOpen();
    await this.#parts.server.resume();
  }

  /** Drops every connection and stops listening. Resolves when no handle is left; may be called again. */
  close(): Promise<void> {
    this.#closing ??= this.#parts.server.stop();
    return this.#closing;
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new LocalAwsClosedError();
  }

  toJSON(): { url: string } {
    return { url: this.url };
  }

  [inspect.custom](): string {
    return `LocalAws { url: '${this.url}', openSockets: ${this.openSockets} }`;
  }
}
