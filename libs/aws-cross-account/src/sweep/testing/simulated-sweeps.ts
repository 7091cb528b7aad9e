import type { AccountDirectory } from '../../accounts/account-directory.js';
import { NoDirectory } from '../../accounts/no-directory.js';
import { AccessGate } from '../../clients/access-gate.js';
import { AccessPredicates } from '../../clients/access-predicates.js';
import type { CrossAccountClientFactory } from '../../clients/cross-account-client-factory.js';
import { AccountContext } from '../../context/account-context.js';
import { ContextStorage } from '../../context/context-storage.js';
import { HubAccount } from '../../credentials/hub/hub-account.js';
import { ManualClock } from '../../credentials/testing/manual-clock.js';
import { AssumeRoleDeniedError } from '../../errors/credential.errors.js';
import type { AccountTarget } from '../../target/account-target.js';
import type { AccessOptions } from '../../target/access-options.js';
import { AccessLists } from '../../target/access-lists.js';
import { Regions } from '../../target/region.js';
import { TargetResolver } from '../../target/target-resolver.js';
import { AccountSweep } from '../account-sweep.js';
import type { SweepLimits } from '../sweep-options.js';

export const HUB = '999999999999';

interface World {
  readonly access?: AccessOptions;
  readonly directory?: AccountDirectory;
  readonly defaults?: SweepLimits;
  /** What assuming a role comes to. Default: it works. */
  readonly assume?: (target: AccountTarget, time: number, signal: AbortSignal) => Promise<unknown>;
  readonly enabledRegions?: (accountId: string) => Promise<readonly string[]>;
  readonly hubAccountId?: () => Promise<string>;
}

/** Sweeps in accounts that are made up, by a clock that stands still. */
export class SimulatedSweeps {
  readonly clock = new ManualClock();
  readonly context: AccountContext;
  readonly sweep: AccountSweep;
  /** The accounts whose role was asked for, in order. */
  readonly assumed: string[] = [];

  constructor(world: World = {}) {
    const { access = {}, assume = async () => undefined, directory = new NoDirectory() } = world;
    const { defaults = {}, enabledRegions = async () => [], hubAccountId = async () => HUB } = world;
    const targets = new TargetResolver(
      { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' },
      new Regions(),
      world.access && new AccessLists(world.access),
    );
    const hubAccount = new HubAccount(hubAccountId);
    const gate = new AccessGate({ targets, predicates: new AccessPredicates(access), hubAccount, access });
    this.context = new AccountContext(new ContextStorage(), targets, gate);
    const factory = {
      gate,
      complete: (target: AccountTarget) => targets.complete(target),
      isRegion: (value: unknown) => targets.isRegion(value),
      hubAccountId: () => hubAccount.id(),
      assume: (target: AccountTarget, { signal }: { signal: AbortSignal }) =>
        assume(target, this.assumed.push(target.accountId ?? ''), signal),
    } as unknown as CrossAccountClientFactory;
    this.sweep = new AccountSweep({
      factory,
      context: this.context,
      directory,
      enabledRegions: { of: ({ accountId }) => enabledRegions(accountId) },
      clock: this.clock,
      defaults,
    });
  }
}

export function denied(accountId: string): AssumeRoleDeniedError {
  const place = { accountId, roleArn: `arn:aws:iam::${accountId}:role/reader` };
  return new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', { place });
}

export function accountIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(200_000_000_000 + index));
}
