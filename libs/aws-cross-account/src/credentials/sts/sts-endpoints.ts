import type { Clock } from '../clock.js';
import { Breaker } from './breaker.js';

export interface StsEndpoint<C> {
  readonly region: string;
  readonly client: C;
  /** Whether it is not the first choice: what it denies is not the last word. */
  readonly fallback: boolean;
  readonly breaker: Breaker;
}

/** `recovering`: it was down less than a minute ago. */
export interface EndpointCondition {
  readonly region: string;
  readonly state: 'well' | 'recovering' | 'down';
}

/**
 * The STS endpoints of one partition, in order of preference, and which of them to call now: the first that is well. One that
 * was down is preferred again after it has been well for a minute, or while none is better; until then it is tried once in five
 * seconds.
 */
export class StsEndpoints<C> {
  readonly #endpoints: readonly StsEndpoint<C>[];
  #recoveries = 0;

  constructor(
    clients: readonly { readonly region: string; readonly client: C }[],
    private readonly clock: Clock,
  ) {
    this.#endpoints = clients.map((endpoint, index) => ({
      ...endpoint,
      fallback: index > 0,
      breaker: new Breaker(),
    }));
  }

  /** How many outages have ended. Whatever was put off because of one may be tried again when this has changed. */
  get recoveries(): number {
    return this.#recoveries;
  }

  /** The endpoint to call now, and with it the right to make one call; undefined while all are down. */
  choose(): StsEndpoint<C> | undefined {
    const now = this.clock.monotonic();
    const well = this.#firstWell(now);
    const better = well === -1 ? this.#endpoints : this.#endpoints.slice(0, well);
    return better.find(({ breaker }) => breaker.probe(now)) ?? this.#endpoints[well];
  }

  /** How each does, for people; in order of preference. */
  get conditions(): EndpointCondition[] {
    const now = this.clock.monotonic();
    return this.#endpoints.map(({ region, breaker }) => ({
      region,
      state: breaker.open ? 'down' : breaker.isSteady(now) ? 'well' : 'recovering',
    }));
  }

  /** Milliseconds until an endpoint may be tried; 0 for now. */
  wait(): number {
    const now = this.clock.monotonic();
    return Math.max(0, Math.min(...this.#endpoints.map(({ breaker }) => breaker.nextCallAt)) - now);
  }

  /** It answered, whatever the answer. @returns whether that ended an outage */
  answered({ breaker }: StsEndpoint<C>): boolean {
    const ended = breaker.succeeded(this.clock.monotonic());
    if (ended) this.#recoveries += 1;
    return ended;
  }

  /** It did not answer as STS does. @returns whether that began an outage */
  failed({ breaker }: StsEndpoint<C>): boolean {
    return breaker.failed(this.clock.monotonic());
  }

  /** The first that was not down lately, else the first that is not down now; -1 while all are. */
  #firstWell(now: number): number {
    const steady = this.#endpoints.findIndex(({ breaker }) => breaker.isSteady(now));
    return steady === -1 ? this.#endpoints.findIndex(({ breaker }) => !breaker.open) : steady;
  }
}
