import type { Attributes, Histogram, Meter } from '@opentelemetry/api';
import { ATTRIBUTES, OTHER_ERROR } from './attributes.js';
import { CappedNames } from './capped-names.js';
import { type Measured, MEASURED } from './measured.js';

/** More kinds of errors than that are one kind: what the user's own code throws may have any name. */
const MOST_ERROR_TYPES = 100;

/** What became of something that was measured. */
export interface MeasuredOutcome {
  readonly accountId: string;
  /** Undefined when it went well. */
  readonly errorType: string | undefined;
  readonly attributes: Attributes;
}

/**
 * Records how long things took. Accounts that fail are counted apart from those that do not, so that one which breaks later is not
 * hidden behind all that worked before.
 */
export class Recorder {
  readonly #histograms: Readonly<Record<keyof typeof MEASURED, Histogram>>;
  readonly #errorTypes = new CappedNames(MOST_ERROR_TYPES, OTHER_ERROR);
  readonly #accounts: { readonly well: CappedNames; readonly failed: CappedNames } | undefined;

  /** @param accounts see `OpenTelemetryOptions.accountsOnMetrics` */
  constructor(meter: Meter, accounts: number) {
    const histogram = ({ name, unit, description, buckets }: Measured): Histogram =>
      meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries: buckets } });
    this.#histograms = {
      assumeRole: histogram(MEASURED.assumeRole),
      queue: histogram(MEASURED.queue),
      sweepTarget: histogram(MEASURED.sweepTarget),
    };
    if (accounts > 0)
      this.#accounts = {
        well: new CappedNames(accounts, 'other'),
        failed: new CappedNames(accounts, 'other'),
      };
  }

  waited(ms: number, attributes: Attributes): void {
    this.#histograms.queue.record(ms / 1_000, attributes);
  }

  took(what: 'assumeRole' | 'sweepTarget', ms: number, outcome: MeasuredOutcome): void {
    const { accountId, errorType, attributes } = outcome;
    const all = { ...attributes };
    if (errorType !== undefined) all[ATTRIBUTES.errorType] = this.#errorTypes.of(errorType);
    const names = errorType === undefined ? this.#accounts?.well : this.#accounts?.failed;
    if (names) all[ATTRIBUTES.accountId] = names.of(accountId);
    this.#histograms[what].record(ms / 1_000, all);
  }
}
