import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What is secret in the XML of STS, and in the headers of whoever signs. */
const SECRETS = /<(?:SecretAccessKey|SessionToken)>([^<]+)<|x-amz-security-token: ([^\r\n]+)/gi;

/** A door in front of a server, which can be shut alone; it notes every secret that passes. */
export class Forwarder {
  readonly secrets = new Set<string>();
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: number,
    readonly port: number,
  ) {
    server.on('connection', (socket: Socket) => this.#forward(socket));
  }

  static async to(url: string): Promise<Forwarder> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new Forwarder(server, Number(new URL(url).port), (server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Cuts the connections there are; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Cuts all connections and refuses new ones. */
  async shut(): Promise<void> {
    this.cut();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  async open(): Promise<void> {
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
  }

  #forward(socket: Socket): void {
    const onward = connect(this.target, '127.0.0.1');
    let passed = '';
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (data: Buffer) => {
        passed += data.toString('latin1');
        for (const found of passed.matchAll(SECRETS)) this.secrets.add(found[1] ?? found[2] ?? '');
        passed = passed.slice(-4_096);
        to.write(data);
      });
      from.on('error', () => undefined);
      from.once('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
