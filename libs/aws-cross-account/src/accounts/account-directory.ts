import { type Account, isActive } from './account.js';
import type { AccountFilter } from './account-filter.js';

/**
 * Where the list of accounts comes from. In Nest it is also the token of the application's own one.
 *
 * A directory of your own extends this class and writes `accounts`; the rest has defaults that are right, if not fast.
 */
export abstract class AccountDirectory {
  /**
   * The accounts, one after the other, as whoever reads them is ready for the next.
   *
   * @param filter those that are meant; a directory may leave it to the sweep, which applies it again
   */
  abstract accounts(filter?: AccountFilter): AsyncIterable<Account>;

  /** The account with this id, if it is among those that can be worked in. Asked often where the directory says who may be worked in. */
  async find(accountId: string): Promise<Account | undefined> {
    for await (const account of this.accounts({ ids: [accountId] })) {
      if (account.id === accountId && isActive(account)) return account;
    }
    return undefined;
  }

  /** Whether an account may be worked in, where the directory is `access.allowedAccounts`. */
  async allows(accountId: string): Promise<boolean> {
    return (await this.find(accountId)) !== undefined;
  }

  /** How many accounts there are, where that is known without going through them: then a sweep can tell how far it is. */
  async count(_filter?: AccountFilter): Promise<number | undefined> {
    return undefined;
  }
}
