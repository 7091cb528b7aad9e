import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { WrongOrganizationError } from '../errors/account.errors.js';
import { type Account, type AccountState, isActive } from './account.js';
import { accountTest } from './account-filter.js';
import { mapBounded } from './bounded.js';
import type { OrganizationsSettings } from './organizations-options.js';

/** What one listing found. */
export interface ListedOrganization {
  readonly accounts: ReadonlyMap<string, Account>;
  /** How many accounts are left out, by their state. */
  readonly leftOut: Readonly<Partial<Record<AccountState, number>>>;
}

type Sdk = typeof import('@aws-sdk/client-organizations');

interface Unit {
  readonly id: string;
  /** From the root down, itself included. */
  readonly ids: readonly string[];
  readonly path: string;
}

/** Goes through an organization, from its root down. Every page of every list is read, also behind empty ones. */
export class OrganizationsListing {
  constructor(
    private readonly sdk: Sdk,
    private readonly client: OrganizationsClient,
    private readonly settings: OrganizationsSettings,
  ) {}

  /** @throws WrongOrganizationError, and what Organizations answers */
  async list(): Promise<ListedOrganization> {
    await this.#guard();
    const units = await this.#unitsBelow(await this.#roots());
    const isWanted = accountTest({ ous: this.settings.ous });
    const wanted = units.filter(({ ids, path }) => isWanted({ id: '', ouIds: ids, ouPath: path }));
    const found = await mapBounded(wanted, this.settings.concurrency, (unit) => this.#accountsIn(unit));
    const all = found.flat();
    const active = await this.#withTags(all.filter((account) => isActive(account)));
    return { accounts: new Map(active.map((account) => [account.id, account])), leftOut: countStates(all) };
  }

  async #guard(): Promise<void> {
    const { organizationId } = this.settings;
    if (organizationId === undefined) return;
    const { Organization } = await this.client.send(new this.sdk.DescribeOrganizationCommand({}));
    if (Organization?.Id !== organizationId)
      throw new WrongOrganizationError(organizationId, Organization?.Id);
  }

  async #roots(): Promise<Unit[]> {
    const roots = await collect(
      this.sdk.paginateListRoots({ client: this.client }, {}),
      ({ Roots }) => Roots,
    );
    return roots.map(({ Id = '' }) => ({ id: Id, ids: [Id], path: '' }));
  }

  /** These and all that are below them. */
  async #unitsBelow(units: readonly Unit[]): Promise<Unit[]> {
    const all = [...units];
    for (let level = units; level.length > 0;) {
      const next = await mapBounded(level, this.settings.concurrency, (unit) => this.#children(unit));
      level = next.flat();
      all.push(...level);
    }
    return all;
  }

  async #children(parent: Unit): Promise<Unit[]> {
    const children = await collect(
      this.sdk.paginateListOrganizationalUnitsForParent({ client: this.client }, { ParentId: parent.id }),
      ({ OrganizationalUnits }) => OrganizationalUnits,
    );
    return children.map(({ Id = '', Name = '' }) => ({
      id: Id,
      ids: [...parent.ids, Id],
      path: parent.path === '' ? Name : `${parent.path}/${Name}`,
    }));
  }

  async #accountsIn({ id, ids, path }: Unit): Promise<Account[]> {
    const accounts = await collect(
      this.sdk.paginateListAccountsForParent({ client: this.client }, { ParentId: id }),
      ({ Accounts }) => Accounts,
    );
    return accounts.map(({ Id = '', Name, Email, State }) => ({
      id: Id,
      name: Name,
      email: Email,
      ouPath: path,
      ouIds: ids,
      state: State,
    }));
  }

  async #withTags(accounts: Account[]): Promise<Account[]> {
    const { tags: areWanted = false, concurrency } = this.settings;
    return mapBounded(accounts, concurrency, async (account) =>
      Object.freeze(areWanted ? { ...account, tags: await this.#tagsOf(account.id) } : account),
    );
  }

  async #tagsOf(accountId: string): Promise<Readonly<Record<string, string>>> {
    const tags = await collect(
      this.sdk.paginateListTagsForResource({ client: this.client }, { ResourceId: accountId }),
      ({ Tags }) => Tags,
    );
    return Object.freeze(Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])));
  }
}

async function collect<T, P>(pages: AsyncIterable<P>, itemsOf: (page: P) => T[] | undefined): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

function countStates(accounts: readonly Account[]): Partial<Record<AccountState, number>> {
  const counts: Partial<Record<AccountState, number>> = {};
  for (const { state } of accounts) {
    if (state !== undefined && state !== 'ACTIVE') counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
