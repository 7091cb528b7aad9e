import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer } from './answer.js';
import { readHeaders, splitTarget } from './http-request.js';
import type { HttpRequest } from './http-request.js';
import { announcesMore, readBody } from './read-body.js';

/** Answers of these kinds have no body, and no length of one. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** What the server asks for each request. */
export interface Handler {
  dispatch(
    request: HttpRequest,
  ): { answer: Answer; hold?: ((signal: AbortSignal) => Promise<void>) | undefined } | 'reset';
  maxBody(request: HttpRequest): number;
  refuseBody(request: HttpRequest): Answer;
}

/** An HTTP server on the loopback address that knows its sockets and can be closed for good. */
export class HttpServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

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
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('clientError', (_error, socket) => {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      else socket.destroy();
    });
  }

  /** Rejects when the port is taken. */
  static async listen(port: number, handler: Handler, clock: () => number): Promise<HttpServer> {
    const server = new HttpServer(handler, clock);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(port, '127.0.0.1', resolve);
    });
    return server;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Drops every connection, those in mid-answer too. Resolves when none is left. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
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
    const outcome = this.handler.dispatch({ ...head, body });
    if (outcome === 'reset') {
      message.socket.resetAndDestroy();
      return;
    }
    if (outcome.hold !== undefined) await this.#hold(outcome.hold, response);
    this.#send(response, outcome.answer);
  }

  async #hold(hold: (signal: AbortSignal) => Promise<void>, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await hold(gone.signal);
  }

  #send(response: ServerResponse, answer: Answer): void {
    if (response.destroyed) return;
    response.sendDate = false;
    response.writeHead(answer.status, {
      ...(BODILESS.has(answer.status) ? {} : { 'content-length': Buffer.byteLength(answer.body) }),
      ...answer.headers,
      date: new Date(this.clock()).toUTCString(),
      ...(answer.close === true ? { connection: 'close' } : {}),
    });
    response.end(answer.body);
  }
}
