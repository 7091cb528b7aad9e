import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isThenable } from '../data/is-thenable.js';
import type { Answer } from './answer.js';
import type { Hang } from './hang.js';
import { readHeaders, splitTarget } from './http-request.js';
import type { HttpRequest } from './http-request.js';
import { Listener } from './listener.js';
import { announcesMore, readBody } from './read-body.js';

/** Answers of these kinds have no body, and no length of one. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** An answer, and what may have to happen before it is sent; or nothing, and the connection is reset. */
export type Outcome =
  | {
      readonly answer: Answer;
      readonly hold?: ((signal: AbortSignal) => Promise<void>) | undefined;
      readonly hang?: Hang | undefined;
    }
  | 'reset';

/** What the server asks for each connection and each request. */
export interface Handler {
  /** Where the connection shall hang unread, if it shall. */
  connect(): Hang | undefined;
  dispatch(request: HttpRequest): Outcome | Promise<Outcome>;
  maxBody(request: HttpRequest): number;
  refuseBody(request: HttpRequest): Answer;
}

/** An HTTP server on the loopback address that can stop and come back, and be closed for good. */
export class HttpServer {
  readonly #server: Server;
  readonly #listener: Listener;

  private constructor(
    private readonly handler: Handler,
    private readonly clock: () => number,
  ) {
    const serve = (asks: boolean) => (message: IncomingMessage, response: ServerResponse) => {
      this.#serve(message, response, asks).catch(() => response.destroy());
    };
    // Idle connections stay until a side closes them: a server that hangs up first makes clients fail at random.
    this.#server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, serve(false));
    this.#server.on('checkContinue', serve(true));
    this.#server.on('clientError', (_error, socket) => {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      else socket.destroy();
    });
    this.#listener = new Listener((socket) => this.#accept(socket));
  }

  /** Rejects when the port is taken. */
  static async listen(port: number, handler: Handler, clock: () => number): Promise<HttpServer> {
    const server = new HttpServer(handler, clock);
    await server.#listener.listen(port);
    return server;
  }

  get port(): number {
    return this.#listener.port;
  }

  get openSockets(): number {
    return this.#listener.openSockets;
  }

  /** Drops every connection and refuses new ones. */
  stop(): Promise<void> {
    return this.#listener.stop();
  }

  /** Listens at the same port again. Rejects when somebody else does. */
  resume(): Promise<void> {
    return this.#listener.listen(this.port);
  }

  #accept(socket: Socket): void {
    const hang = this.handler.connect();
    if (hang === undefined) this.#server.emit('connection', socket);
    else hang.keep(socket);
  }

  /** `asks`: the client waits to hear whether it shall send its body. */
  async #serve(message: IncomingMessage, response: ServerResponse, asks: boolean): Promise<void> {
    const head = {
      method: message.method ?? 'GET',
      ...splitTarget(message.url ?? '/'),
      headers: readHeaders(message.rawHeaders),
      body: Buffer.alloc(0),
    };
    const limit = this.handler.maxBody(head);
    const inVain = asks && announcesMore(message, limit);
    if (asks && !inVain) response.writeContinue();
    const reading = inVain ? undefined : readBody(message, limit);
    const body = reading instanceof Promise ? await reading : reading;
    if (body === undefined) {
      this.#send(response, this.handler.refuseBody(head));
      return;
    }
    const dispatched = this.handler.dispatch({ ...head, body });
    const outcome = isThenable(dispatched) ? await dispatched : dispatched;
    if (outcome === 'reset') {
      message.socket.resetAndDestroy();
      return;
    }
    if (outcome.hold !== undefined) await this.#hold(outcome.hold, response);
    if (outcome.hang === undefined) this.#send(response, outcome.answer);
    else this.#hang(outcome.hang, response, message.socket, outcome.answer);
  }

  #hang(hang: Hang, response: ServerResponse, socket: Socket, answer: Answer): void {
    const body = Buffer.from(answer.body);
    if (hang.at === 'body' && body.length > 0) {
      this.#sendHead(response, answer);
      response.flushHeaders();
      response.write(body.subarray(0, body.length / 2));
    }
    hang.keep(socket);
  }

  async #hold(hold: (signal: AbortSignal) => Promise<void>, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await hold(gone.signal);
  }

  #send(response: ServerResponse, answer: Answer): void {
    if (response.destroyed) return;
    this.#sendHead(response, answer);
    response.end(answer.body);
  }

  #sendHead(response: ServerResponse, { status, headers, body, close }: Answer): void {
    response.sendDate = false;
    response.writeHead(status, {
      ...(BODILESS.has(status) ? {} : { 'content-length': Buffer.byteLength(body) }),
      date: new Date(this.clock()).toUTCString(),
      ...headers,
      ...(close === true ? { connection: 'close' } : {}),
    });
  }
}
