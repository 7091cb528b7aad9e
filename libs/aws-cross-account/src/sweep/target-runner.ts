import type { AccountContext } from '../context/account-context.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import type { Clock } from '../credentials/clock.js';
import type { AccountTarget } from '../target/account-target.js';
import { Attempts, type Outcome } from './attempts.js';
import type { SweepSettings } from './check-sweep-options.js';
import type { HubVerdict } from './hub-verdict.js';
import { LimitedWork } from './limited-work.js';
import { skipped, unsuccessful } from './outcomes.js';
import type { RunState } from './run-state.js';
import type { Task } from './schedule.js';
import type { SweepCall } from './sweep-options.js';
import type { SweepTelemetry } from './sweep-telemetry.js';
import type { SweepPhase, SweepPlace, SweepResult, SweepTarget } from './sweep-result.js';
import { AccountedTarget } from './sweep-target.js';

export interface TargetRunnerParts {
  readonly factory: Pick<CrossAccountClientFactory, 'complete' | 'gate'>;
  readonly context: Pick<AccountContext, 'run'>;
  readonly clock: Clock;
  readonly settings: SweepSettings;
  readonly verdict: HubVerdict;
  readonly state: RunState;
  readonly telemetry?: SweepTelemetry | undefined;
}

/** The function of a sweep. */
export type SweepFunction<T> = (target: SweepTarget, call: SweepCall) => T | Promise<T>;

/** Works one target after the other: may it be entered, can its role be assumed, what does the function say. */
export class TargetRunner<T> {
  readonly #attempts: Attempts;

  constructor(
    private readonly parts: TargetRunnerParts,
    private readonly fn: SweepFunction<T>,
  ) {
    this.#attempts = new Attempts(parts.clock, parts.settings.retries, parts.state.signal);
  }

  /** @throws what ends the whole sweep, and nothing else */
  run(task: Task): Promise<SweepResult<T>> {
    const { telemetry } = this.parts;
    if (!telemetry) return this.#try(task);
    const { account, region } = task;
    return telemetry.target({ accountId: account.account.id, region }, () => this.#try(task));
  }

  #try(task: Task): Promise<SweepResult<T>> {
    return this.#attempts.run((attempt) => this.#attempt(task, attempt));
  }

  async #attempt({ account: opened, region }: Task, attempt: number): Promise<Outcome<T>> {
    const { factory, settings, state, verdict } = this.parts;
    const { account, roles } = opened;
    let place: SweepPlace = { accountId: account.id, region, account };
    let phase: SweepPhase = 'discover';
    try {
      const complete = factory.complete(inRegion(opened.target, region));
      const target = new AccountedTarget(complete, account);
      place = target;
      if (settings.entrance) await factory.gate.enter({ target, source: 'request', ...settings.entrance });
      phase = 'assume';
      await roles.assume(target, attempt > 1);
      verdict.assumed();
      if (settings.dryRun) return skipped(target, phase, 'dry-run');
      phase = 'work';
      const value = await this.#work(target, attempt);
      return { target, phase, status: 'ok', value };
    } catch (error) {
      return unsuccessful(verdict.judge(state.explained(error, place), account.id), place, phase);
    }
  }

  #work(target: SweepTarget, attempt: number): Promise<T> {
    const { clock, context, settings, state } = this.parts;
    const work = new LimitedWork(clock, settings.graceMs);
    const { signal } = work;
    const call = (): T | Promise<T> =>
      context.run(target, () => this.fn(target, { signal, attempt }), { signal });
    return work.do(call, settings.timeoutMs, state.works);
  }
}

function inRegion(target: AccountTarget, region: string | undefined): AccountTarget {
  return region === undefined ? target : { ...target, region };
}
