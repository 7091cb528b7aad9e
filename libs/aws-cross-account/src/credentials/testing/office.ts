import { Pace, type PaceSettings, type Urgency } from '../sts/pace.js';
import { ManualClock } from './manual-clock.js';

export const SECOND = 1_000;

/** What became of a call, and when. */
export interface Outcome {
  readonly urgency: Urgency;
  readonly at: number;
  readonly error?: unknown;
}

/** A pace, those who call at it, and what became of them. */
export class Office {
  readonly clock = new ManualClock();
  readonly outcomes: Outcome[] = [];
  readonly pace: Pace;
  readonly #openedAt = this.clock.monotonic();

  constructor(settings: Partial<PaceSettings> = {}) {
    this.pace = new Pace(
      { callsPerSecond: 360, queueSize: 10_000, queueLimitMs: 30 * SECOND, ...settings },
      this.clock,
    );
  }

  /** Since the office opened. */
  get now(): number {
    return this.clock.monotonic() - this.#openedAt;
  }

  call(urgency: Urgency, times = 1): void {
    for (let time = 0; time < times; time += 1) {
      this.pace.acquire(urgency).then(
        () => this.outcomes.push({ urgency, at: this.now }),
        (error: unknown) => this.outcomes.push({ urgency, at: this.now, error }),
      );
    }
  }

  get served(): Outcome[] {
    return this.outcomes.filter(({ error }) => error === undefined);
  }

  get refused(): Outcome[] {
    return this.outcomes.filter(({ error }) => error !== undefined);
  }

  servedOf(urgency: Urgency): number {
    return this.served.filter((call) => call.urgency === urgency).length;
  }

  /** How many calls were served in the time from now. */
  async servedWithin(ms: number): Promise<number> {
    const before = this.served.length;
    await this.clock.pass(ms);
    return this.served.length - before;
  }
}
