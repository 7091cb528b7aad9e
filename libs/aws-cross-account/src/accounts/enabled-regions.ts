import type { AccountClient } from '@aws-sdk/client-account';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import type { Clock } from '../credentials/clock.js';
import type { AccountTarget } from '../target/account-target.js';
import { optionalPackage } from './optional-package.js';
import { leastRecentlyUsed } from '../target/least-recently-used.js';

/** Whom an account is asked for its regions: both need a permission of the role of that name. */
export type EnabledRegionsSource = 'account:ListRegions' | 'ec2:DescribeRegions';

export interface EnabledRegionsOptions {
  /** Default `account:ListRegions`, which needs `@aws-sdk/client-account`; the other one needs `@aws-sdk/client-ec2`. */
  source?: EnabledRegionsSource | undefined;
  /** For how long the answer is kept. Default 3600. */
  ttlSeconds?: number | undefined;
}

const DEFAULT_TTL_SECONDS = 3_600;
const MAX = 20_000;

interface Answer {
  readonly regions: Promise<readonly string[]>;
  readonly until: number;
}

/** The regions that accounts have switched on; each account is asked once for a while. */
export class AccountRegions {
  readonly #answers = leastRecentlyUsed<string, Answer>(MAX);
  readonly #list: (target: AccountTarget) => Promise<string[]>;
  readonly #ttlMs: number;

  constructor(
    private readonly factory: Pick<CrossAccountClientFactory, 'get'>,
    private readonly clock: Clock,
    { source = 'account:ListRegions', ttlSeconds = DEFAULT_TTL_SECONDS }: EnabledRegionsOptions = {},
  ) {
    this.#ttlMs = ttlSeconds * 1_000;
    this.#list = (target) =>
      source === 'account:ListRegions' ? this.#listRegions(target) : this.#describeRegions(target);
  }

  /** Rejects with what the service answers, which is not kept; MissingPackageError when its client is not installed. */
  of(target: AccountTarget & { readonly accountId: string }): Promise<readonly string[]> {
    const { accountId } = target;
    const known = this.#answers.get(accountId);
    if (known && this.clock.monotonic() < known.until) return known.regions;
    const answer = { regions: this.#list(target), until: this.clock.monotonic() + this.#ttlMs };
    this.#answers.set(accountId, answer);
    answer.regions.catch(() => {
      if (this.#answers.peek(accountId) === answer) this.#answers.delete(accountId);
    });
    return answer.regions;
  }

  async #listRegions(target: AccountTarget): Promise<string[]> {
    const sdk = await optionalPackage(
      '@aws-sdk/client-account',
      'which regions an account has switched on',
      () => import('@aws-sdk/client-account'),
    );
    const client: AccountClient = this.factory.get(sdk.AccountClient, target);
    const regions: string[] = [];
    const pages = sdk.paginateListRegions(
      { client },
      { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] },
    );
    for await (const { Regions = [] } of pages) {
      for (const { RegionName } of Regions) if (RegionName !== undefined) regions.push(RegionName);
    }
    return regions;
  }

  /** Without `AllRegions` it answers those that are on, in one page. */
  async #describeRegions(target: AccountTarget): Promise<string[]> {
    const sdk = await optionalPackage(
      '@aws-sdk/client-ec2',
      'which regions an account has switched on',
      () => import('@aws-sdk/client-ec2'),
    );
    const client: EC2Client = this.factory.get(sdk.EC2Client, target);
    const { Regions = [] } = await client.send(new sdk.DescribeRegionsCommand());
    return Regions.flatMap(({ RegionName }) => RegionName ?? []);
  }
}
