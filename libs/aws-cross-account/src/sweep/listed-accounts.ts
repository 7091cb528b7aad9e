import { type Account, readAccount } from '../accounts/account.js';
import { AccountDirectory } from '../accounts/account-directory.js';
import type { AccountFilter } from '../accounts/account-filter.js';
import type { AccountTarget } from '../target/account-target.js';
import { accountIdProblem, isAccountId } from '../target/account-id.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import { parseRoleArn } from '../target/role-arn.js';
import type { SweepOptions } from './sweep-options.js';

/** An account to sweep. */
export interface ListedAccount {
  readonly account: Account;
  /** How to come into it; its region may be missing. */
  readonly target: AccountTarget;
  /** Why it is none. */
  readonly problem?: Error;
}

/** The accounts of a sweep, one after the other. */
export async function* listedAccounts(
  accounts: NonNullable<SweepOptions['accounts']>,
  filter: AccountFilter | undefined,
  isWanted: (account: Account) => boolean,
): AsyncGenerator<ListedAccount, undefined> {
  const given = accounts instanceof AccountDirectory ? accounts.accounts(filter) : accounts;
  for await (const item of given) {
    const listed = readListed(item);
    if (listed.problem || isWanted(listed.account)) yield listed;
  }
  return undefined;
}

/** How many there are, where that is known beforehand. */
export async function countAccounts(
  accounts: NonNullable<SweepOptions['accounts']>,
  filter: AccountFilter | undefined,
): Promise<number | undefined> {
  if (accounts instanceof AccountDirectory) return filter?.where ? undefined : accounts.count(filter);
  return Array.isArray(accounts) && filter === undefined ? accounts.length : undefined;
}

function readListed(item: unknown): ListedAccount {
  try {
    if (typeof item === 'string') return plain({ id: checkedId(item) });
    if (typeof item !== 'object' || item === null)
      throw new InvalidTargetError('accountId', accountIdProblem(item));
    return 'id' in item ? plain(readAccount(item, 'account')) : ofTarget(item);
  } catch (problem) {
    return { account: { id: shownId(item) }, target: {}, problem: problem as Error };
  }
}

function plain(account: Account): ListedAccount {
  return { account, target: { accountId: account.id } };
}

function ofTarget(target: AccountTarget): ListedAccount {
  const id = target.accountId ?? parseRoleArn(target.roleArn)?.accountId;
  return { account: { id: checkedId(id) }, target };
}

function checkedId(id: unknown): string {
  if (isAccountId(id)) return id;
  throw new InvalidTargetError('accountId', accountIdProblem(id));
}

function shownId(item: unknown): string {
  const { id, accountId } =
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
  return describeValue(typeof item === 'string' ? item : (id ?? accountId));
}
