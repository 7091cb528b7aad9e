import { AsyncResource } from 'node:async_hooks';
import { StsUnavailableError } from '../../errors/credential.errors.js';
import type { Clock } from '../clock.js';
import { withTimeLimit } from '../sts/time-limit.js';

const LONGEST_WAIT_MS = 3_000;

/**
 * Asks STS who the hub role is, to see whether both work. However many want to know it, one call is under way, and none is made
 * before the last one is old enough.
 */
export class HubProbe {
  readonly #outside = new AsyncResource('CrossAccountHubProbe');
  /** Ends before the call does, where that takes too long. */
  #asking: Promise<void> | undefined;
  #error: unknown;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param minIntervalMs how old an answer may be that is answered again, a failure included
   * @throws what asking failed with; StsUnavailableError when the call that is under way has taken 3 s, whatever it waits for
   */
  async run(minIntervalMs: number): Promise<void> {
    if (!this.#asking && this.clock.monotonic() - this.#askedAt >= minIntervalMs)
      this.#asking = this.#outside.runInAsyncScope(() => this.#askInTime());
    await this.#asking;
    if (this.#error !== undefined) throw this.#error;
  }

  async #askInTime(): Promise<void> {
    try {
      await withTimeLimit(LONGEST_WAIT_MS, this.clock, () => this.#askOnce());
    } catch {
      throw new StsUnavailableError('no answer within 3 s', { place: {} });
    }
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
