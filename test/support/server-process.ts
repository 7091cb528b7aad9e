import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment: nothing is taken over from this process. */
  readonly env: Readonly<Record<string, string>>;
  /** What it prints once it listens; its first group is the URL. */
  readonly listening: RegExp;
}

/** A server in a process of its own, which takes a free port and prints its URL. It ends with this process. */
export class ServerProcess {
  stdout = '';
  stderr = '';
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #listening: RegExp;
  #heard: () => void = () => undefined;

  constructor({ command, args, listening, ...options }: ServerCommand) {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('close', () => process.off('exit', kill));
    child.stdout.on('data', (chunk: Buffer) => this.#hear('stdout', chunk));
    child.stderr.on('data', (chunk: Buffer) => this.#hear('stderr', chunk));
    this.exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
    this.#child = child;
    this.#listening = listening;
  }

  /** Resolves with its URL once it listens; rejects with what it printed when it ends instead. */
  async listening(): Promise<string> {
    for (;;) {
      const [, url] = this.#listening.exec(this.stdout) ?? this.#listening.exec(this.stderr) ?? [];
      if (url) return url;
      const more = new Promise<boolean>((resolve) => (this.#heard = () => resolve(true)));
      const running = await Promise.race([more, this.exit.then(() => false)]);
      if (!running) throw new RangeError(`the server ended: ${this.stdout}${this.stderr}`);
    }
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.exit;
  }

  #hear(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    this[stream] += chunk.toString();
    this.#heard();
  }
}
