import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Where an answer is held back: before its first byte, or in the middle of its body. */
export type Halt = 'before' | 'midway';

/** A server of HTTP/1.1, or of HTTP/2 without TLS, whose every answer stops halfway until it is told to go on. */
export class HalfwayServer {
  readonly url: string;
  requests = 0;
  readonly #sockets = new Set<Socket>();
  #goOn = (): void => undefined;
  readonly #told = new Promise<void>((resolve) => {
    this.#goOn = resolve;
  });

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(halt: Halt, protocol: 'http/1.1' | 'h2' = 'http/1.1'): Promise<HalfwayServer> {
    const answer = (...[, response]: Exchange): Promise<void> => started.#answer(halt, response);
    const server: Server =
      protocol === 'h2' ? createHttp2Server(answer as never) : createServer(answer as never);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const started = new HalfwayServer(server);
    return started;
  }

  /** The whole of every body. */
  static readonly body = 'first half, second half';

  goOn(): void {
    this.#goOn();
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  async #answer(halt: Halt, response: Exchange[1]): Promise<void> {
    this.requests += 1;
    response.on('error', () => undefined);
    if (halt === 'midway') response.write(HalfwayServer.body.slice(0, 12));
    await this.#told;
    response.end(halt === 'midway' ? HalfwayServer.body.slice(12) : HalfwayServer.body);
  }
}

type Exchange = [unknown, Http2ServerResponse];
