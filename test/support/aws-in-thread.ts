import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CallFilter, CallRecord, FaultRule, World } from 'local-aws-accounts';

interface Answer {
  readonly id: number;
  readonly answer: unknown;
}

/** A local AWS beside the process under test rather than inside it, as AWS is: its work does not delay the client's. */
export class AwsInThread {
  #asked = 0;

  private constructor(
    private readonly worker: Worker,
    readonly env: Record<string, string>,
  ) {}

  static async start(world: World): Promise<AwsInThread> {
    const worker = new Worker(new URL('aws-worker.js', import.meta.url), { workerData: { world } });
    const [{ env }] = (await once(worker, 'message')) as [{ env: Record<string, string> }];
    worker.setMaxListeners(0);
    return new AwsInThread(worker, env);
  }

  async count(action: CallRecord['action'], filter: CallFilter = {}): Promise<number> {
    return Number(await this.#ask('count', { action, filter }));
  }

  async addFault(rule: FaultRule): Promise<void> {
    await this.#ask('addFault', rule);
  }

  async clearFaults(): Promise<void> {
    await this.#ask('clearFaults');
  }

  async reset(): Promise<void> {
    await this.#ask('reset');
  }

  async close(): Promise<void> {
    const exit = once(this.worker, 'exit');
    await this.#ask('close');
    await exit;
  }

  #ask(question: string, input?: object): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      const listen = (message: Answer): void => {
        if (message.id !== id) return;
        this.worker.off('message', listen);
        resolve(message.answer);
      };
      this.worker.on('message', listen);
      this.worker.postMessage({ id, question, input });
    });
  }
}
