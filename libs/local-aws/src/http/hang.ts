import type { Socket } from 'node:net';

/** How far an exchange gets before nothing more is read or sent. */
export type HangPlace = 'connect' | 'response' | 'body';

/** Connections that hang: they stay open, silent, until they are dropped together. */
export class Hang {
  readonly #sockets = new Set<Socket>();

  constructor(readonly at: HangPlace) {}

  keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // A client that gives up may reset the connection.
    socket.on('error', () => undefined);
  }

  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
