import { AsyncResource } from 'node:async_hooks';
import type { Clock } from '../credentials/clock.js';
import { backoff } from '../credentials/renewal/backoff.js';

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

export interface KeptListParts<T> {
  readonly clock: Clock;
  readonly ttlMs: number;
  readonly load: () => Promise<T>;
  /** The value that is kept could not be renewed. */
  readonly failed: (error: unknown, ageMs: number) => void;
}

/**
 * A value that is read once for everyone, and read again when it is used after its time. Nobody waits for that, and when it fails, the last
 * one stays, however old it is, and another try is made some time later.
 */
export class KeptList<T> {
  readonly #outside = new AsyncResource('CrossAccountAccounts');
  #kept: Kept<T> | undefined;
  #loading: Promise<T> | undefined;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: KeptListParts<T>) {}

  get current(): T | undefined {
    return this.#kept?.value;
  }

  /** Rejects with what reading rejects with, as long as it never succeeded. */
  async get(): Promise<T> {
    if (!this.#kept) return this.#load();
    if (this.#isDue(this.#kept)) this.#load().catch((error: unknown) => this.#failed(error));
    return this.#kept.value;
  }

  /** Reads it now, after whatever is being read already: that may be older than the news. Rejects with what reading rejects with. */
  async renew(): Promise<T> {
    await this.#loading?.catch(() => undefined);
    return this.#load();
  }

  #isDue({ at }: Kept<T>): boolean {
    const now = this.parts.clock.monotonic();
    return this.#loading === undefined && now - at >= this.parts.ttlMs && now >= this.#notBefore;
  }

  async #load(): Promise<T> {
    this.#loading ??= this.#outside.runInAsyncScope(() => this.#read());
    return this.#loading;
  }

  async #read(): Promise<T> {
    try {
      const value = await this.parts.load();
      this.#kept = { value, at: this.parts.clock.monotonic() };
      this.#failures = 0;
      return value;
    } finally {
      this.#loading = undefined;
    }
  }

  #failed(error: unknown): void {
    const { clock, failed } = this.parts;
    this.#failures += 1;
    this.#notBefore = clock.monotonic() + backoff(this.#failures, 1);
    failed(error, clock.monotonic() - (this.#kept?.at ?? 0));
  }
}
