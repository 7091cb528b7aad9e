import { checkRule } from './check-rule.js';
import type { Hang } from '../http/hang.js';
import { effectOf } from './fault.js';
import type { FaultEffect } from './fault-effect.js';
import type { FaultHandle, FaultRule } from './fault-rule.js';
import { OPERATIONS } from '../service/operations.js';

/** The fields of a rule that requests are chosen by. */
const SELECTORS = ['action', 'roleArn', 'accountId', 'region'] as const;

/** What faults are chosen by. */
export interface FaultSubject {
  readonly action: string;
  readonly roleArn?: string;
  readonly accountId?: string;
  readonly region: string;
}

/**
 * Scripted faults. But for hanging at connect, they befall authenticated requests only, before the operation is
 * checked or run; of several rules that match, the one added first.
 */
export interface Faults {
  /** Throws `LocalAwsOptionError` when the rule could never apply. */
  add(rule: FaultRule): FaultHandle;
  /** Ends every rule, and drops the connections that hang. */
  clear(): void;
}

/** The rules of a running server, in the order in which they were added. */
export class FaultBook implements Faults {
  readonly #rules = new Set<LiveRule>();
  /** Of all rules that were added, spent ones too: what hangs by them is dropped with the others. */
  readonly #hangs = new Set<Hang>();

  constructor(
    private readonly clock: () => number,
    /** The names of all operations that are answered at the moment. */
    private readonly actions: () => readonly string[] = () => OPERATIONS,
  ) {}

  add(rule: FaultRule): FaultHandle {
    checkRule(rule, this.actions());
    const effect = effectOf(rule.fault, this.clock);
    const live = new LiveRule({ ...rule }, effect, () => this.#rules.delete(live));
    this.#rules.add(live);
    if (effect.hang !== undefined) this.#hangs.add(effect.hang);
    return live.handle;
  }

  clear(): void {
    this.#rules.clear();
    for (const hang of this.#hangs) hang.drop();
    this.#hangs.clear();
  }

  /** The effect on a request of the first rule that befalls it. */
  take(subject: FaultSubject): FaultEffect | undefined {
    return this.#hit((rule) => rule.befalls(subject));
  }

  /** Where a new connection hangs before anything is known of it. */
  takeConnection(): Hang | undefined {
    return this.#hit((rule) => rule.meetsConnections)?.hang;
  }

  #hit(wanted: (rule: LiveRule) => boolean): FaultEffect | undefined {
    for (const rule of this.#rules) {
      if (wanted(rule)) return rule.hit();
    }
    return undefined;
  }
}

class LiveRule {
  readonly handle: FaultHandle;
  #waiting: { n: number; resolve: () => void }[] = [];
  #hits = 0;

  constructor(
    private readonly rule: FaultRule,
    private readonly effect: FaultEffect,
    private readonly end: () => void,
  ) {
    const hits = () => this.#hits;
    this.handle = {
      get hits() {
        return hits();
      },
      reached: (n) => this.#reached(n),
      clear: () => {
        end();
        effect.hang?.drop();
      },
    };
  }

  get meetsConnections(): boolean {
    return this.effect.hang?.at === 'connect';
  }

  befalls(subject: FaultSubject): boolean {
    if (this.meetsConnections || SELECTORS.some((name) => !this.#selects(name, subject))) return false;
    return this.effect.befalls?.(subject.action) ?? true;
  }

  #selects(name: (typeof SELECTORS)[number], subject: FaultSubject): boolean {
    return this.rule[name] === undefined || this.rule[name] === subject[name];
  }

  hit(): FaultEffect {
    this.#hits++;
    if (this.#hits === this.rule.times) this.end();
    for (const { n, resolve } of this.#waiting) if (n <= this.#hits) resolve();
    this.#waiting = this.#waiting.filter(({ n }) => n > this.#hits);
    return this.effect;
  }

  #reached(n: number): Promise<void> {
    if (n <= this.#hits) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ n, resolve });
    });
  }
}
