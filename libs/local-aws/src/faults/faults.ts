import { checkRule } from './check-rule.js';
import { effectOf } from './fault.js';
import type { FaultEffect } from './fault-effect.js';
import type { FaultHandle, FaultRule } from './fault-rule.js';

/** What faults are chosen by. */
export interface FaultSubject {
  readonly action: string;
  readonly roleArn?: string;
  readonly accountId?: string;
}

/**
 * Scripted faults. They befall authenticated requests only, before the operation is checked or run; of several
 * rules that match, the one added first.
 */
export interface Faults {
  /** Throws `LocalAwsOptionError` when the rule could never apply. */
  add(rule: FaultRule): FaultHandle;
  /** Ends every rule. */
  clear(): void;
}

/** The rules of a running server, in the order in which they were added. */
export class FaultBook implements Faults {
  readonly #rules = new Set<LiveRule>();

  add(rule: FaultRule): FaultHandle {
    checkRule(rule);
    const live = new LiveRule({ ...rule }, () => this.#rules.delete(live));
    this.#rules.add(live);
    return live.handle;
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The effect on a request of the first rule that matches it. */
  take(subject: FaultSubject): FaultEffect | undefined {
    for (const rule of this.#rules) {
      if (rule.matches(subject)) return rule.hit();
    }
    return undefined;
  }
}

class LiveRule {
  readonly handle: FaultHandle;
  readonly #effect: FaultEffect;
  #waiting: { n: number; resolve: () => void }[] = [];
  #hits = 0;

  constructor(
    private readonly rule: FaultRule,
    private readonly end: () => void,
  ) {
    this.#effect = effectOf(rule.fault);
    const hits = () => this.#hits;
    this.handle = {
      get hits() {
        return hits();
      },
      reached: (n) => this.#reached(n),
      clear: end,
    };
  }

  matches({ action, roleArn, accountId }: FaultSubject): boolean {
    const { rule } = this;
    if (rule.action !== action) return false;
    if (rule.roleArn !== undefined && rule.roleArn !== roleArn) return false;
    return rule.accountId === undefined || rule.accountId === accountId;
  }

  hit(): FaultEffect {
    this.#hits++;
    if (this.#hits === this.rule.times) this.end();
    for (const { n, resolve } of this.#waiting) if (n <= this.#hits) resolve();
    this.#waiting = this.#waiting.filter(({ n }) => n > this.#hits);
    return this.#effect;
  }

  #reached(n: number): Promise<void> {
    if (n <= this.#hits) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ n, resolve });
    });
  }
}
