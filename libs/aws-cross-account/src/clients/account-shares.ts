import { FactoryClosedError } from '../errors/client.errors.js';
import { AbortedCallError } from './aborted-call.error.js';

/** Requests of one account: those that wait for an answer, and those that wait for their turn. */
interface Share {
  sent: number;
  /** In the order they came. */
  readonly queue: Set<Turn>;
}

interface Turn {
  take(): void;
  leave(reason: unknown): void;
}

/**
 * How many requests of each account may wait for an answer at the same time, so that one account whose service hangs does not
 * take the connections of all. A turn ends when the answer begins, not when its body has been read: a download that feeds an
 * upload would otherwise wait for itself.
 *
 * Accounts with no request under way take no memory.
 */
export class AccountShares {
  readonly #shares = new Map<string, Share>();
  #waiting = 0;

  /** @param perAccount see the option `requestsPerAccount` */
  constructor(private readonly perAccount: number) {}

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Accounts that have requests under way. */
  get busyAccounts(): number {
    return this.#shares.size;
  }

  /**
   * Sends when it is the account's turn; first come, first served.
   *
   * @param signal ends the wait for it, too
   * @throws FactoryClosedError for those who still wait when the shares are closed
   */
  async run<T>(account: string, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    const share = this.#shares.get(account) ?? { sent: 0, queue: new Set() };
    this.#shares.set(account, share);
    if (share.sent < this.perAccount) share.sent += 1;
    else await this.#turn(share, signal);
    try {
      return await send();
    } finally {
      this.#pass(account, share);
    }
  }

  /** Sends away all who wait. */
  close(): void {
    const reason = new FactoryClosedError();
    for (const { queue } of this.#shares.values()) for (const turn of queue) turn.leave(reason);
  }

  /** Resolves when a turn has been handed over. */
  #turn(share: Share, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new AbortedCallError(signal.reason));
    return new Promise((resolve, reject) => {
      const abort = (): void => turn.leave(new AbortedCallError(signal.reason));
      const gone = (): void => {
        this.#waiting -= 1;
        share.queue.delete(turn);
        signal.removeEventListener('abort', abort);
      };
      const turn: Turn = {
        take: () => {
          gone();
          resolve();
        },
        leave: (reason) => {
          gone();
          reject(reason);
        },
      };
      this.#waiting += 1;
      share.queue.add(turn);
      signal.addEventListener('abort', abort);
    });
  }

  /** Hands the turn to the next in the queue, or gives it back. */
  #pass(account: string, share: Share): void {
    const [next] = share.queue;
    if (next) return next.take();
    share.sent -= 1;
    if (share.sent === 0) this.#shares.delete(account);
  }
}
