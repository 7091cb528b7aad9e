import {
  type AssumeRolePlace,
  StsBusyError,
  StsThrottledError,
  StsUnavailableError,
} from '../../errors/credential.errors.js';
import { CrossAccountError } from '../../errors/cross-account.error.js';
import type { Clock } from '../clock.js';
import type { CredentialEvents } from '../events.js';
import { type EngineTelemetry, noTelemetry } from '../telemetry.js';
import type { Pace, Urgency } from './pace.js';
import { classifyStsError } from './sts-error-class.js';
import type { StsEndpoint, StsEndpoints } from './sts-endpoints.js';
import type { CallLimits } from './sts-settings.js';
import { TimeLimitError, withTimeLimit } from './time-limit.js';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 2_000;
/** An attempt with less time is not worth making. */
const SHORTEST_ATTEMPT_MS = 200;
/** What the process itself may take of an attempt's time. */
const SLACK_MS = 100;
const DOWN = 'its endpoint did not answer lately, and is tried again once in 5 s';

export interface StsCall<C, T> {
  readonly urgency: Urgency;
  /** See `Pace.acquire`. */
  readonly hurry?: AbortSignal | undefined;
  /** Whether somebody waits for it: then it is tried again as long as that can help, else it is tried once. */
  readonly awaited: boolean;
  readonly place: AssumeRolePlace;
  send(client: C, signal: AbortSignal): Promise<T>;
}

export interface StsCallerParts<C> {
  readonly endpoints: StsEndpoints<C>;
  readonly pace: Pace;
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly events: CredentialEvents;
  readonly telemetry?: EngineTelemetry;
}

/**
 * How every call of STS is made: at the pace of the process, at an endpoint that is well, within its time limits, and again where
 * that may help.
 */
export class StsCaller<C> {
  readonly #counts = { attempts: 0, throttled: 0, unanswered: 0 };

  constructor(private readonly parts: StsCallerParts<C>) {}

  /** Attempts since the start; of these, how many STS throttled, and how many it did not answer as it should. */
  get counts(): { readonly attempts: number; readonly throttled: number; readonly unanswered: number } {
    return this.#counts;
  }

  /** @throws what the attempts reject with; StsBusyError, StsUnavailableError, FactoryClosedError */
  async call<T>(call: StsCall<C, T>): Promise<T> {
    await this.#turn(call.urgency, undefined, call.hurry);
    const until = this.parts.clock.monotonic() + this.parts.limits.totalMs;
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.#attempt(call, until - this.parts.clock.monotonic());
      } catch (error) {
        const pause = this.#pause(error, failures);
        if (!call.awaited || !mayPass(error) || this.parts.clock.monotonic() + pause >= until) throw error;
        await this.parts.pace.pause(pause);
        await this.#nextTurn(until, error);
      }
    }
  }

  /** @throws what the attempt before rejected with, when the turn does not come in time */
  async #nextTurn(until: number, error: unknown): Promise<void> {
    const left = (): number => until - this.parts.clock.monotonic() - SHORTEST_ATTEMPT_MS;
    if (left() < 0) throw error;
    await this.#turn('retry', left()).catch((problem: unknown) => {
      throw problem instanceof StsBusyError ? error : problem;
    });
    if (left() < 0) throw error;
  }

  async #turn(urgency: Urgency, limitMs?: number, hurry?: AbortSignal): Promise<void> {
    const { clock, pace, telemetry = noTelemetry } = this.parts;
    const began = clock.monotonic();
    try {
      await pace.acquire(urgency, limitMs, hurry);
    } finally {
      telemetry.waited(urgency, clock.monotonic() - began);
    }
  }

  async #attempt<T>(call: StsCall<C, T>, leftMs: number): Promise<T> {
    const { place } = call;
    const endpoint = this.parts.endpoints.choose();
    if (!endpoint) throw new StsUnavailableError(DOWN, { place });
    this.#counts.attempts += 1;
    try {
      const limit = Math.min(this.parts.limits.attemptMs, leftMs);
      const answer = await withTimeLimit(limit, this.parts.clock, (signal) =>
        call.send(endpoint.client, signal),
      );
      this.#answered(endpoint);
      return answer;
    } catch (error) {
      const known = classifyStsError(error, place, !endpoint.fallback);
      if (!(error instanceof TimeLimitError) || this.#isWhole(leftMs)) this.#note(known, endpoint);
      throw known;
    }
  }

  /** An attempt that was given less than its time says nothing about the endpoint when that is over. */
  #isWhole(leftMs: number): boolean {
    const { attemptMs, totalMs } = this.parts.limits;
    return leftMs >= Math.min(attemptMs, totalMs) - SLACK_MS;
  }

  #note(error: CrossAccountError, endpoint: StsEndpoint<C>): void {
    const { pace, events } = this.parts;
    if (error instanceof StsThrottledError) {
      this.#counts.throttled += 1;
      if (pace.slowDown()) events.publish('throttled', { callsPerSecond: pace.callsPerSecond });
    }
    if (!(error instanceof StsUnavailableError)) return this.#answered(endpoint);
    this.#counts.unanswered += 1;
    if (this.parts.endpoints.failed(endpoint)) events.publish('breakerOpened', { region: endpoint.region });
  }

  #answered(endpoint: StsEndpoint<C>): void {
    if (this.parts.endpoints.answered(endpoint))
      this.parts.events.publish('breakerClosed', { region: endpoint.region });
  }

  /** Until an endpoint may be called, or a random while that grows with each failure. */
  #pause(error: unknown, failures: number): number {
    const jitter = this.parts.clock.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    return error instanceof StsUnavailableError ? Math.max(jitter, this.parts.endpoints.wait()) : jitter;
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof CrossAccountError && error.retryable;
}
