import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface Answer<T> {
  readonly id: number;
  readonly value?: T;
  readonly error?: string;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program in a process of its own, which answers what it is asked. It ends with this process. */
export class Child {
  #asked = 0;
  readonly #answers = new Map<number, (answer: Answer<unknown>) => void>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (answer: Answer<unknown>) => {
      this.#answers.get(answer.id)?.(answer);
      this.#answers.delete(answer.id);
    });
  }

  /**
   * @param module beside this folder, such as `server/aws.js`
   * @param env added to this process's own
   */
  static async start(
    module: string,
    env: Readonly<Record<string, string>> = {},
    args: string[] = [],
  ): Promise<Child> {
    const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
    const child = fork(path, args, { env: { ...process.env, ...env } });
    running.add(child);
    child.once('exit', () => running.delete(child));
    await once(child, 'message');
    return new Child(child);
  }

  async ask<T>(what: string, about?: unknown): Promise<T> {
    this.#asked += 1;
    const id = this.#asked;
    const answered = new Promise<Answer<unknown>>((resolve) => this.#answers.set(id, resolve));
    this.child.send({ id, what, about });
    const { value, error } = await answered;
    if (error !== undefined) throw new RangeError(`${what}: ${error}`);
    return value as T;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
