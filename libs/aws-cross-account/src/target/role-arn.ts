import { isAccountId } from './account-id.js';
import { isRoleName, isRolePath } from './role-name.js';

/** Form only: whether the partition exists shows when a region of it is looked up. */
const PARTITION_FORM = /^aws(?:-[a-z]{1,12}){0,4}$/;
const ROLE_RESOURCE = /^role(\/(?:.*\/)?)([^/]+)$/;

export interface RoleArn {
  readonly arn: string;
  readonly partition: string;
  readonly accountId: string;
  readonly rolePath: string;
  readonly roleName: string;
}

export function isPartitionForm(value: unknown): value is string {
  return typeof value === 'string' && PARTITION_FORM.test(value);
}

/** Reads `arn:<partition>:iam::<account id>:role/<path><name>`; undefined for anything else. Never throws. */
export function parseRoleArn(value: unknown): RoleArn | undefined {
  if (typeof value !== 'string' || value.length > 700) return undefined;
  const [arn, partition, service, region, accountId, resource, ...rest] = value.split(':');
  if (arn !== 'arn' || service !== 'iam' || region !== '' || rest.length > 0) return undefined;
  const [, rolePath, roleName] = ROLE_RESOURCE.exec(resource ?? '') ?? [];
  if (!isPartitionForm(partition) || !isAccountId(accountId)) return undefined;
  if (!isRolePath(rolePath) || !isRoleName(roleName)) return undefined;
  return { arn: value, partition, accountId, rolePath, roleName };
}

export function formatRoleArn(
  partition: string,
  accountId: string,
  rolePath: string,
  roleName: string,
): string {
  return `arn:${partition}:iam::${accountId}:role${rolePath}${roleName}`;
}
