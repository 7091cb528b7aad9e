import type { LatencyOption, SlowedCall } from './latency-option.js';

/** How long answers are kept back. */
export class Latency {
  readonly #rules: ReadonlyMap<string, LatencyOption[string]>;

  constructor(option: LatencyOption) {
    this.#rules = new Map(Object.entries(option));
  }

  /** Milliseconds for one request; what its function answers that is no length of time is none. */
  of(call: SlowedCall): number {
    const service = call.action.slice(0, call.action.indexOf(':'));
    const rule = this.#rules.get(call.action) ?? this.#rules.get(service) ?? this.#rules.get('*') ?? 0;
    const ms = typeof rule === 'function' ? rule(call) : rule;
    return ms > 0 && Number.isFinite(ms) ? ms : 0;
  }
}
