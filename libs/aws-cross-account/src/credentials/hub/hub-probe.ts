import { AsyncResource } from 'node:async_hooks';
import type { Clock } from '../clock.js';

/**
 * Asks STS who the hub role is, to see whether both work. However many want to know it, one call is under way, and none is made
 * before the last one is old enough.
 */
export class HubProbe {
  readonly #outside = new AsyncResource('CrossAccountHubProbe');
  #asking: Promise<void> | undefined;
  #error: unknown;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param minIntervalMs how old an answer may be that is answered again, a failure included
   * @throws what asking failed with
   */
  async run(minIntervalMs: number): Promise<void> {
    if (!this.#asking && this.clock.monotonic() - this.#askedAt >= minIntervalMs)
      this.#asking = this.#outside.runInAsyncScope(() => this.#askOnce());
    await this.#asking;
    if (this.#error !== undefined) throw this.#error;
  }

  async #askOnce(): Promise<void> {
    try {
      await this.ask();
      this.#error = undefined;
    } catch (error) {
      this.#error = error;
    } finally {
      this.#askedAt = this.clock.monotonic();
      this.#asking = undefined;
    }
  }
}
