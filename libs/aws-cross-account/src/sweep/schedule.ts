import type { AccountRoles } from './account-roles.js';
import type { ListedAccount } from './listed-accounts.js';

/** An account whose regions are known. */
export interface OpenedAccount extends ListedAccount {
  readonly roles: AccountRoles;
  readonly regions: readonly (string | undefined)[];
}

/** A target that is to be worked next. */
export interface Task {
  readonly account: OpenedAccount;
  readonly region: string | undefined;
}

interface Entry {
  readonly account: OpenedAccount;
  next: number;
  running: number;
}

export interface ScheduleParts {
  readonly source: AsyncIterator<ListedAccount, undefined>;
  /** Finds the regions of an account; undefined where nothing is to be done in it. */
  readonly open: (listed: ListedAccount) => Promise<OpenedAccount | undefined>;
  readonly exhausted: () => void;
  readonly concurrency: number;
  readonly perAccountConcurrency: number;
  readonly order: 'spread' | 'account';
}

/**
 * Says what is worked next. It holds the accounts that have been begun, as many as there are slots at most, and reads the next one
 * only when a slot would be idle without it.
 */
export class Schedule {
  readonly #parts: ScheduleParts;
  readonly #entries: Entry[] = [];
  #waiting: (() => void)[] = [];
  #isReading = false;
  #opening = 0;
  #isExhausted = false;
  #isClosed = false;

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
  }

  /** The next target, as soon as there is one that may be begun; undefined when there will be none. */
  async take(): Promise<Task | undefined> {
    while (!this.#isClosed) {
      const entry = this.#pick();
      if (entry) return this.#begin(entry);
      if (this.#mayRead()) await this.#open();
      else if (this.#isThrough()) return undefined;
      else await this.#change();
    }
    return undefined;
  }

  /** A target is done. */
  release({ account }: Task): void {
    const index = this.#entries.findIndex((entry) => entry.account === account);
    const entry = this.#entries[index];
    if (!entry) return;
    entry.running -= 1;
    if (entry.running === 0 && isBegun(entry)) this.#entries.splice(index, 1);
    this.#changed();
  }

  /** Nothing is begun any more. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#changed();
    await this.#parts.source.return?.();
  }

  /** Where accounts may still be read, a spread sweep begins none a second time before it has begun as many as it may. */
  #pick(): Entry | undefined {
    const { order, perAccountConcurrency } = this.#parts;
    const most = order === 'spread' && this.#hasRoom() ? 1 : perAccountConcurrency;
    let best: Entry | undefined;
    for (const entry of this.#entries) {
      if (isBegun(entry) || entry.running >= most) continue;
      if (order === 'account') return entry;
      if (!best || entry.running < best.running) best = entry;
      if (best.running === 0) break;
    }
    return best;
  }

  #hasRoom(): boolean {
    return !this.#isExhausted && this.#entries.length + this.#opening < this.#parts.concurrency;
  }

  #mayRead(): boolean {
    return !this.#isReading && this.#hasRoom();
  }

  #isThrough(): boolean {
    return (
      this.#isExhausted &&
      !this.#isReading &&
      this.#opening === 0 &&
      this.#entries.every((entry) => isBegun(entry))
    );
  }

  #begin(entry: Entry): Task {
    const { account } = entry;
    const region = account.regions[entry.next];
    entry.next += 1;
    entry.running += 1;
    return { account, region };
  }

  async #open(): Promise<void> {
    const listed = await this.#read();
    if (!listed || this.#isClosed) return;
    this.#opening += 1;
    try {
      const account = await this.#parts.open(listed);
      if (account && account.regions.length > 0) this.#entries.push({ account, next: 0, running: 0 });
    } finally {
      this.#opening -= 1;
      this.#changed();
    }
  }

  /** One at a time: whoever lists accounts need not be asked for two of them at once. */
  async #read(): Promise<ListedAccount | undefined> {
    this.#isReading = true;
    try {
      const { value } = await this.#parts.source.next();
      if (!value) {
        this.#isExhausted = true;
        this.#parts.exhausted();
      }
      return value;
    } finally {
      this.#isReading = false;
      this.#changed();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #changed(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}

/** Whether no region is left that has not been begun. */
function isBegun({ account, next }: Entry): boolean {
  return next >= account.regions.length;
}
