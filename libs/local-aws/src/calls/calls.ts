import type { ActionName } from '../service/operations.js';

/** One request that was received. It never holds a secret, nor text of the request but for ARNs. */
export interface CallRecord {
  readonly action: ActionName;
  /** The account of `roleArn`. */
  readonly accountId?: string;
  /** The role asked for by AssumeRole; for every other action, the caller's role. */
  readonly roleArn?: string;
  /** ARN of the caller's session; absent when the request was not authenticated. */
  readonly principalArn?: string;
  /** The region that the request was signed for. */
  readonly region?: string;
  readonly outcome: 'succeeded' | 'refused' | 'reset';
  /** AWS's code, when refused. */
  readonly errorCode?: string;
}

/** Fields that a call must have to be counted. */
export type CallFilter = Partial<Omit<CallRecord, 'action'>>;

/** `list` keeps this many of the latest calls. */
export const LISTED_CALLS = 10_000;

/** The requests received. Counts are exact; the list is bounded. */
export interface Calls {
  /** Calls of this action that have all the fields given. */
  count(action: CallRecord['action'], filter?: CallFilter): number;
  /** The latest calls, oldest first; at most 10,000. */
  list(): CallRecord[];
  /** Forgets all calls. */
  reset(): void;
}

/** The log of a running server. */
export class CallLog implements Calls {
  /** Calls that look the same, counted together. */
  #counts = new Map<string, { record: CallRecord; count: number }>();
  #list: CallRecord[] = [];

  count(action: CallRecord['action'], filter: CallFilter = {}): number {
    const wanted = Object.entries({ ...filter, action });
    let total = 0;
    for (const { record, count } of this.#counts.values()) {
      const fields: Readonly<Record<string, unknown>> = { ...record };
      if (wanted.every(([key, value]) => value === undefined || fields[key] === value)) total += count;
    }
    return total;
  }

  list(): CallRecord[] {
    return this.#list.slice(-LISTED_CALLS);
  }

  reset(): void {
    this.#counts = new Map();
    this.#list = [];
  }

  add(call: CallRecord): void {
    const { action, accountId, roleArn, principalArn, region, outcome, errorCode } = call;
    const key = JSON.stringify([action, accountId, roleArn, principalArn, region, outcome, errorCode]);
    let same = this.#counts.get(key);
    if (same === undefined) this.#counts.set(key, (same = { record: Object.freeze(call), count: 0 }));
    same.count++;
    this.#list.push(same.record);
    if (this.#list.length >= 2 * LISTED_CALLS) this.#list = this.#list.slice(-LISTED_CALLS);
  }
}
