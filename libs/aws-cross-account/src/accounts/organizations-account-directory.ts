import { AsyncLocalStorage } from 'node:async_hooks';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { type Clock, systemClock } from '../credentials/clock.js';
import type { CredentialEvents } from '../credentials/events.js';
import {
  AccountListingError,
  InvalidAccountError,
  NoAccountDirectoryError,
} from '../errors/account.errors.js';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { Account, AccountState } from './account.js';
import { AccountDirectory } from './account-directory.js';
import { type AccountFilter, accountTest } from './account-filter.js';
import { KeptList } from './kept-list.js';
import { optionalPackage } from './optional-package.js';
import { type ListedOrganization, OrganizationsListing } from './organizations-listing.js';
import {
  type OrganizationsOptions,
  type OrganizationsSettings,
  organizationsSettings,
} from './organizations-options.js';

/** What a directory of an organization holds now. */
export interface OrganizationStats {
  readonly accounts: number;
  /** Accounts that are left out, since nothing can be done in them, by their state. */
  readonly leftOut: Readonly<Partial<Record<AccountState, number>>>;
}

/** Works with a directory: what the module has, once it is there. */
interface Connection {
  readonly factory: CrossAccountClientFactory;
  readonly list: KeptList<ListedOrganization>;
}

/**
 * The accounts of an AWS organization, or of some of its organizational units. Accounts that are suspended, about to be closed or closed
 * are left out and counted.
 *
 * The list is read when it is first needed, for everyone, and again in the background when it is used after `ttlSeconds`. When that fails, the
 * last one stays, and the event `listingFailed` says so. It needs the package `@aws-sdk/client-organizations`.
 */
export class OrganizationsAccountDirectory extends AccountDirectory {
  readonly #settings: OrganizationsSettings;
  readonly #listing = new AsyncLocalStorage<boolean>();
  #connection: Connection | undefined;

  /** @throws InvalidAccountError with the first option that is wrong */
  constructor(options: OrganizationsOptions = {}) {
    super();
    this.#settings = organizationsSettings(options);
  }

  /**
   * Says by which factory Organizations is called. The module does this for the directories that its options hold; do it yourself for one that
   * a directory of your own works with.
   */
  connect(factory: CrossAccountClientFactory, clock: Clock = systemClock, events?: CredentialEvents): void {
    const list = new KeptList({
      clock,
      ttlMs: this.#settings.ttlSeconds * 1_000,
      load: () => this.#listing.run(true, () => this.#list(factory)),
      failed: (error, ageMs) =>
        events?.publish('listingFailed', {
          ...describeFailure(error),
          accounts: this.stats().accounts,
          ageMs,
        }),
    });
    this.#connection = { factory, list };
  }

  /** Rejects with AccountListingError, WrongOrganizationError, MissingPackageError, or why the listing role cannot be assumed. */
  override async *accounts(filter?: AccountFilter): AsyncGenerator<Account> {
    yield* await this.#those(filter);
  }

  override async find(accountId: string): Promise<Account | undefined> {
    return (await this.#connected.list.get()).accounts.get(accountId);
  }

  override async count(filter?: AccountFilter): Promise<number> {
    return (await this.#those(filter)).length;
  }

  /** The role that lists may be assumed to list, whatever the list says. */
  override async allows(accountId: string): Promise<boolean> {
    if (this.#listing.getStore() === true) return accountId === this.#listingAccount;
    return super.allows(accountId);
  }

  /** Reads the list now, for whoever knows that it has changed. When that fails, it rejects, and the last list stays. */
  async refresh(): Promise<void> {
    await this.#connected.list.renew();
  }

  stats(): OrganizationStats {
    const { accounts, leftOut = {} } = this.#connection?.list.current ?? {};
    return { accounts: accounts?.size ?? 0, leftOut };
  }

  async #those(filter: AccountFilter = {}): Promise<Account[]> {
    const test = accountTest(filter);
    if (!this.#settings.tags && usesTags(filter))
      throw new InvalidAccountError(
        'filter.tags',
        'this directory has not read the tags. Construct it with tags: true.',
      );
    const { accounts } = await this.#connected.list.get();
    return [...accounts.values()].filter(test);
  }

  async #list(factory: CrossAccountClientFactory): Promise<ListedOrganization> {
    const sdk = await optionalPackage(
      '@aws-sdk/client-organizations',
      'the accounts of an organization',
      () => import('@aws-sdk/client-organizations'),
    );
    const { listedBy } = this.#settings;
    const client: OrganizationsClient = listedBy
      ? factory.get(sdk.OrganizationsClient, listedBy)
      : factory.getHubClient(sdk.OrganizationsClient);
    try {
      return await new OrganizationsListing(sdk, client, this.#settings).list();
    } catch (error) {
      throw error instanceof CrossAccountError ? error : listingError(error);
    }
  }

  get #listingAccount(): string | undefined {
    const { listedBy } = this.#settings;
    return listedBy && this.#connected.factory.complete(listedBy).accountId;
  }

  get #connected(): Connection {
    if (!this.#connection) throw new NoAccountDirectoryError();
    return this.#connection;
  }
}

function usesTags({ tags, include, exclude }: AccountFilter): boolean {
  return [tags, include?.tags, exclude?.tags].some((part) => part !== undefined);
}

function listingError(error: unknown): AccountListingError {
  const cause = UpstreamError.from(error);
  const { upstreamCode, httpStatusCode = 503 } = cause;
  const retryable = httpStatusCode >= 500 || /throttl|toomanyrequests/i.test(upstreamCode);
  return new AccountListingError(upstreamCode, { cause, retryable });
}

function describeFailure(error: unknown): { code: CrossAccountError['code'] | undefined; message: string } {
  const isOurs = error instanceof CrossAccountError;
  return { code: isOurs ? error.code : undefined, message: isOurs ? error.message : '' };
}
