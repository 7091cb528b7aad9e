import { NoAccountDirectoryError } from '../errors/account.errors.js';
import type { Account } from './account.js';
import { AccountDirectory } from './account-directory.js';

/** Stands where an application has no directory, and says so to whoever asks it. */
export class NoDirectory extends AccountDirectory {
  override accounts(): AsyncIterable<Account> {
    throw new NoAccountDirectoryError();
  }

  override async count(): Promise<undefined> {
    throw new NoAccountDirectoryError();
  }
}
