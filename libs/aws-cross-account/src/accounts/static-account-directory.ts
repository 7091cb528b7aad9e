import { describeValue } from '../errors/describe-value.js';
import { InvalidAccountError } from '../errors/account.errors.js';
import { type Account, isActive, readAccount } from './account.js';
import { AccountDirectory } from './account-directory.js';
import { type AccountFilter, accountTest } from './account-filter.js';

/** Accounts that are written down: in code, or in a file that the application reads. */
export class StaticAccountDirectory extends AccountDirectory {
  readonly #accounts: ReadonlyMap<string, Account>;

  /**
   * @param accounts account ids, or what is known of each account; copied
   * @throws InvalidAccountError when one is malformed, or there twice
   */
  constructor(accounts: Iterable<string | Account>) {
    super();
    const byId = new Map<string, Account>();
    for (const given of members(accounts)) {
      const account = readAccount(
        typeof given === 'string' ? { id: given } : given,
        `accounts[${byId.size}]`,
      );
      if (byId.has(account.id))
        throw new InvalidAccountError(
          `accounts[${byId.size}].id`,
          `${account.id} is there twice. Leave one of them out.`,
        );
      byId.set(account.id, account);
    }
    this.#accounts = byId;
  }

  override async *accounts(filter?: AccountFilter): AsyncGenerator<Account> {
    yield* this.#those(filter);
  }

  override async find(accountId: string): Promise<Account | undefined> {
    const account = this.#accounts.get(accountId);
    return account && isActive(account) ? account : undefined;
  }

  override async count(filter?: AccountFilter): Promise<number> {
    return this.#those(filter).length;
  }

  #those(filter?: AccountFilter): Account[] {
    const all = [...this.#accounts.values()];
    return filter === undefined ? all : all.filter(accountTest(filter));
  }
}

function members(accounts: unknown): Iterable<unknown> {
  if (typeof accounts === 'object' && accounts !== null && Symbol.iterator in accounts)
    return accounts as Iterable<unknown>;
  throw new InvalidAccountError(
    'accounts',
    `expected an array of account ids or accounts, got ${describeValue(accounts)}.`,
  );
}
