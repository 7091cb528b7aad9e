import { isActive } from '../accounts/account.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import type { Clock } from '../credentials/clock.js';
import type { CompleteTarget } from '../target/complete-target.js';
import { AccountRoles } from './account-roles.js';
import { Attempts, type Outcome } from './attempts.js';
import { readRegions, type SweepSettings } from './check-sweep-options.js';
import type { HubVerdict } from './hub-verdict.js';
import type { ListedAccount } from './listed-accounts.js';
import { skipped, unsuccessful } from './outcomes.js';
import type { RunState } from './run-state.js';
import type { OpenedAccount } from './schedule.js';
import type { SweepPhase, SweepPlace, SweepResult } from './sweep-result.js';

/** Finds the regions that an account has switched on. */
export interface EnabledRegions {
  /** @param target of the account, in any region */
  of(target: CompleteTarget): Promise<readonly string[]>;
}

export interface AccountOpenerParts {
  readonly factory: Pick<CrossAccountClientFactory, 'complete' | 'assume' | 'isRegion'>;
  readonly enabledRegions: EnabledRegions;
  readonly clock: Clock;
  readonly settings: SweepSettings;
  readonly verdict: HubVerdict;
  readonly state: RunState;
}

/** Decides about an account as a whole: whether it is worked in, and in which regions. */
export class AccountOpener {
  readonly #attempts: Attempts;

  /** @param hubAccountId where that is not to be worked in */
  constructor(
    private readonly parts: AccountOpenerParts,
    private readonly hubAccountId: string | undefined,
  ) {
    this.#attempts = new Attempts(parts.clock, parts.settings.retries, parts.state.signal);
  }

  /**
   * @returns the account with its regions; or the one result that it has, if it is not worked in
   * @throws what ends the whole sweep
   */
  async open(listed: ListedAccount): Promise<OpenedAccount | SweepResult<never>> {
    const { factory, state, settings } = this.parts;
    const leftOut = this.#leftOut(listed);
    if (leftOut) return this.#attempts.run(async () => leftOut);
    const roles = new AccountRoles(factory, state.signal);
    const { region } = listed.target;
    if (region !== undefined || settings.regions === undefined)
      return { ...listed, roles, regions: [region] };
    if (Array.isArray(settings.regions)) return { ...listed, roles, regions: settings.regions };
    const found = await this.#attempts.run((attempt) => this.#discover(listed, roles, attempt));
    return found.status === 'found' ? { ...listed, roles, regions: found.regions } : found;
  }

  #leftOut(listed: ListedAccount): Outcome<never> | undefined {
    const { account, problem } = listed;
    if (problem) return unsuccessful(problem, placeOf(listed), 'discover');
    if (account.id === this.hubAccountId) return skipped(placeOf(listed), 'discover', 'hub-account');
    return isActive(account) ? undefined : skipped(placeOf(listed), 'discover', 'account-not-active');
  }

  async #discover(
    listed: ListedAccount,
    roles: AccountRoles,
    attempt: number,
  ): Promise<FoundRegions | Outcome<never>> {
    const { factory, verdict, state, settings } = this.parts;
    let phase: SweepPhase = 'discover';
    try {
      if (typeof settings.regions === 'function')
        return foundRegions(await settings.regions(listed.account), factory);
      const target = factory.complete(listed.target);
      phase = 'assume';
      await roles.assume(target, attempt > 1);
      verdict.assumed();
      phase = 'discover';
      return foundRegions(await this.parts.enabledRegions.of(target), factory);
    } catch (error) {
      const place = placeOf(listed);
      return unsuccessful(verdict.judge(state.explained(error, place), place.accountId), place, phase);
    }
  }
}

interface FoundRegions {
  readonly status: 'found';
  readonly regions: readonly string[];
}

function foundRegions(regions: unknown, factory: Pick<CrossAccountClientFactory, 'isRegion'>): FoundRegions {
  return { status: 'found', regions: readRegions(regions, (value) => factory.isRegion(value)) };
}

function placeOf({ account }: ListedAccount): SweepPlace {
  return { accountId: account.id, region: undefined, account };
}
