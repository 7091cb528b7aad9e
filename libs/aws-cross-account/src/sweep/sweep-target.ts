import type { Account } from '../accounts/account.js';
import { CompleteTarget } from '../target/complete-target.js';
import type { SweepTarget } from './sweep-result.js';

/** Apart from the targets, which are frozen when they are made. */
const accounts = new WeakMap<CompleteTarget, Account>();

/** A complete target that also knows its account. Whoever takes complete targets takes it for the one that it was made of. */
export class AccountedTarget extends CompleteTarget implements SweepTarget {
  constructor(complete: CompleteTarget, account: Account) {
    super(CompleteTarget.given(complete), CompleteTarget.resolved(complete), CompleteTarget.maker(complete));
    accounts.set(this, account);
  }

  get account(): Account {
    return accounts.get(this) ?? { id: this.accountId };
  }

  override toJSON(): object {
    return { ...super.toJSON(), account: this.account };
  }
}
