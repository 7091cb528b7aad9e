import { type AccessOptions, isAccountMembers } from '../target/access-options.js';
import type { ResolvedTarget } from '../target/resolved-target.js';
import { rolesOf } from '../target/role-session.js';
import { askRule } from './ask-rule.js';

/** The rules of the option `access` that are functions: their answer may change, so they are asked anew each time. */
export class AccessPredicates {
  readonly #isAllowedAccount: ((accountId: string) => unknown) | undefined;
  readonly #isAllowedRole: ((roleArn: string) => unknown) | undefined;

  constructor({ allowedAccounts, allowedRoles }: AccessOptions = {}) {
    if (typeof allowedAccounts === 'function') this.#isAllowedAccount = allowedAccounts;
    if (isAccountMembers(allowedAccounts))
      this.#isAllowedAccount = (accountId) => allowedAccounts.allows(accountId);
    if (typeof allowedRoles === 'function') this.#isAllowedRole = allowedRoles;
  }

  /** Whether there is nothing to ask. */
  get none(): boolean {
    return !this.#isAllowedAccount && !this.#isAllowedRole;
  }

  /** @throws TargetRefusedError */
  async check(target: ResolvedTarget): Promise<void> {
    const { accountId } = target;
    const isAllowedAccount = this.#isAllowedAccount;
    const isAllowedRole = this.#isAllowedRole;
    if (isAllowedAccount) await askRule('access.allowedAccounts', target, () => isAllowedAccount(accountId));
    if (!isAllowedRole) return;
    for (const { roleArn } of rolesOf(target.session))
      await askRule('access.allowedRoles', target, () => isAllowedRole(roleArn));
  }

  /** What hands something out, so that it asks first. The same function where there is nothing to ask. */
  before<T>(target: ResolvedTarget, handOut: () => Promise<T>): () => Promise<T> {
    if (this.none) return handOut;
    return async () => {
      await this.check(target);
      return handOut();
    };
  }
}
