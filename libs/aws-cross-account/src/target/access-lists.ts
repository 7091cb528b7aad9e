import type { AccessOptions } from './access-options.js';
import { parseRoleArn } from './role-arn.js';
import { type AccountSession, type RoleSession, rolesOf } from './role-session.js';
import type { OwnSessionFields, OwnViaFields } from './session-fields.js';

/** The field of the option `access` that keeps a target out. */
export type AccessRule = `access.${keyof AccessOptions}`;

/** The rules of the option `access` that are lists: they never change, so a target is checked against them once. */
export class AccessLists {
  readonly #allowedAccounts: ReadonlySet<string> | undefined;
  readonly #deniedAccounts: ReadonlySet<string>;
  readonly #allowedRegions: ReadonlySet<string> | undefined;
  readonly #allowedRoles: ReadonlySet<string> | 'asked' | 'configured';

  constructor({ allowedAccounts, deniedAccounts, allowedRegions, allowedRoles }: AccessOptions) {
    this.#allowedAccounts = Array.isArray(allowedAccounts) ? new Set<string>(allowedAccounts) : undefined;
    this.#deniedAccounts = new Set(deniedAccounts);
    this.#allowedRegions = allowedRegions && new Set(allowedRegions);
    this.#allowedRoles =
      typeof allowedRoles === 'function' ? 'asked' : allowedRoles ? new Set(allowedRoles) : 'configured';
  }

  /**
   * The rule that keeps a session out, if there is one.
   *
   * @param configured what others than the target say of the session: `sessionFor` and the options
   */
  refusal(
    session: AccountSession,
    region: string,
    configured: readonly OwnSessionFields[],
  ): AccessRule | undefined {
    const accounts = [session, ...rolesOf(session)].map(({ accountId }) => accountId);
    if (accounts.some((accountId) => this.#deniedAccounts.has(accountId))) return 'access.deniedAccounts';
    if (this.#allowedAccounts?.has(session.accountId) === false) return 'access.allowedAccounts';
    if (!this.allowsRegion(region)) return 'access.allowedRegions';
    const [role, ...onTheWay] = rolesOf(session);
    if (role && !this.#allowsRole(role, configured)) return 'access.allowedRoles';
    if (!onTheWay.every((each) => this.#allowsOnTheWay(each, configured))) return 'access.allowedRoles';
    return undefined;
  }

  allowsRegion(region: string): boolean {
    return this.#allowedRegions?.has(region) !== false;
  }

  #allowsRole({ roleArn }: RoleSession, configured: readonly OwnSessionFields[]): boolean {
    const roles = this.#allowedRoles;
    if (roles === 'asked') return true;
    const names = [roleArn, parseRoleArn(roleArn)?.roleName ?? ''];
    if (roles !== 'configured') return names.some((name) => roles.has(name));
    return configured.some(
      (fields) => names.includes(fields.roleArn ?? '/') || names.includes(fields.roleName ?? '/'),
    );
  }

  /** By its ARN alone: a role of that name in somebody else's account is another role. */
  #allowsOnTheWay({ roleArn }: RoleSession, configured: readonly OwnSessionFields[]): boolean {
    const roles = this.#allowedRoles;
    if (roles === 'asked') return true;
    if (roles !== 'configured') return roles.has(roleArn);
    return configured.some(({ via }) => arnsOf(via).includes(roleArn));
  }
}

function arnsOf(via: OwnViaFields | undefined): string[] {
  return via ? [via.roleArn, ...arnsOf(via.via)] : [];
}
