import { isAccountId } from './account-id.js';
import { parseIamArn } from './iam-arn.js';
import { isRoleName, isRolePath } from './role-name.js';

const ROLE_RESOURCE = /^role(\/(?:.*\/)?)([^/]+)$/;

export interface RoleArn {
  readonly arn: string;
  readonly partition: string;
  readonly accountId: string;
  readonly rolePath: string;
  readonly roleName: string;
}

/** Reads `arn:<partition>:iam::<account id>:role/<path><name>`; undefined for anything else. Never throws. */
export function parseRoleArn(value: unknown): RoleArn | undefined {
  const { arn, partition, owner, resource = '' } = parseIamArn(value) ?? {};
  const [, rolePath, roleName] = ROLE_RESOURCE.exec(resource) ?? [];
  if (arn === undefined || partition === undefined || !isAccountId(owner)) return undefined;
  if (!isRolePath(rolePath) || !isRoleName(roleName)) return undefined;
  return { arn, partition, accountId: owner, rolePath, roleName };
}

export function formatRoleArn(
  partition: string,
  accountId: string,
  rolePath: string,
  roleName: string,
): string {
  return `arn:${partition}:iam::${accountId}:role${rolePath}${roleName}`;
}
