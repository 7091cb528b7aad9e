import type { Clock } from '../credentials/clock.js';
import { backoff } from '../credentials/renewal/backoff.js';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { SweepFailure, SweepSkip, SweepSuccess } from './sweep-result.js';

/** What became of one attempt. */
export type Outcome<T> =
  | Omit<SweepSuccess<T>, 'attempts' | 'durationMs'>
  | Omit<SweepFailure, 'attempts' | 'durationMs'>
  | Omit<SweepSkip, 'attempts' | 'durationMs'>;

const LONGEST_MS = 30_000;

interface Effort {
  readonly attempts: number;
  readonly durationMs: number;
}

/** Tries something as often as a sweep allows, and says how often that was. */
export class Attempts {
  constructor(
    private readonly clock: Clock,
    private readonly retries: number,
    /** Of the sweep. */
    private readonly signal: AbortSignal,
  ) {}

  async run<O extends { readonly status: string; readonly error?: Error }>(
    attempt: (number: number) => Promise<O>,
  ): Promise<O & Effort> {
    const began = this.clock.monotonic();
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await attempt(attempts);
      if (!this.#isWorthAnother(outcome, attempts))
        return { ...outcome, attempts, durationMs: this.clock.monotonic() - began };
      await this.#pause(backoff(attempts, this.clock.random(), LONGEST_MS));
    }
  }

  #isWorthAnother({ status, error }: { status: string; error?: Error }, attempts: number): boolean {
    if (status !== 'failed' || attempts > this.retries || this.signal.aborted) return false;
    return error !== undefined && mayPass(error);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        cancel();
        this.signal.removeEventListener('abort', go);
        resolve();
      };
      const cancel = this.clock.after(ms, go);
      this.signal.addEventListener('abort', go);
    });
  }
}

/** Not what AWS or a rule has denied. What is thrown by the function itself may be anything. */
function mayPass(error: Error): boolean {
  if (error instanceof CrossAccountError) return error.retryable;
  const { httpStatusCode } = UpstreamError.from(error);
  return httpStatusCode !== 401 && httpStatusCode !== 403;
}
