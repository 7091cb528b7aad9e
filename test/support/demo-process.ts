import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-files.js';

const LISTENING = /listens on (http:\/\/\S+)/;

/** The demo as a user starts it: a process of its own, on a free port, with an environment that is given whole. */
export class DemoProcess {
  stdout = '';
  stderr = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly exit: Promise<number | null>,
  ) {}

  /** Starts it; `url` is known once it listens. */
  static spawn(environment: Readonly<Record<string, string>> = {}): DemoProcess {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [join(ROOT, 'dist/apps/demo/main.js')], {
      cwd: ROOT,
      env: { PATH, HOME, PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
    const demo = new DemoProcess(child, exit);
    child.stdout.on('data', (chunk: Buffer) => (demo.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (demo.stderr += chunk.toString()));
    return demo;
  }

  /** Resolves with its URL; rejects with what it printed when it ends instead. */
  async listening(): Promise<string> {
    const output = this.child.stdout;
    for (;;) {
      const [, url] = LISTENING.exec(this.stdout) ?? [];
      if (url) return url;
      const ended = await Promise.race([
        output ? once(output, 'data').then(() => false) : true,
        this.exit.then(() => true),
      ]);
      if (ended) throw new RangeError(`the demo ended: ${this.stdout}${this.stderr}`);
    }
  }

  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exit;
  }
}
