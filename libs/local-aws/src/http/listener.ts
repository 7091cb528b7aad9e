import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** A TCP server on the loopback address that knows its connections. It can stop and come back at the same port. */
export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #last = Promise.resolve();

  constructor(serve: (socket: Socket) => void) {
    // The options are those of Node's own HTTP server.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      serve(socket);
    });
  }

  get port(): number {
    return this.#port;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Listens, unless it does. Rejects when the port is taken. */
  listen(port: number): Promise<void> {
    return this.#next(async () => {
      if (this.#server.listening) return;
      const listening = once(this.#server, 'listening');
      this.#server.listen(port, '127.0.0.1');
      await listening;
      const address = this.#server.address();
      this.#port = typeof address === 'object' && address !== null ? address.port : port;
    });
  }

  /** Drops every connection, those in mid-answer too. Resolves when none is left and the port is free. */
  stop(): Promise<void> {
    return this.#next(async () => {
      const closed = new Promise<void>((resolve) => {
        this.#server.close(() => resolve());
      });
      const dropped = [...this.#sockets].map(drop);
      await Promise.all([closed, ...dropped]);
    });
  }

  /** One step at a time, in the order in which they were asked for. */
  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function drop(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
