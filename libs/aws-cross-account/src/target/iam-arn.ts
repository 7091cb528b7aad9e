/** Form only: whether the partition exists shows when a region of it is looked up. */
const PARTITION_FORM = /^aws(?:-[a-z]{1,12}){0,4}$/;
/** `arn:aws:iam::111122223333:role/`, a path of 512 characters and a name of 128 are fewer. */
const MAX_LENGTH = 700;

export interface IamArn {
  readonly arn: string;
  readonly partition: string;
  /** An account id, or `aws` for what AWS owns; not checked. */
  readonly owner: string;
  /** `role/…` or `policy/…`; not checked. */
  readonly resource: string;
}

export function isPartitionForm(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && PARTITION_FORM.test(value);
}

/** Takes `arn:<partition>:iam::<owner>:<resource>` apart; undefined for anything else. Never throws. */
export function parseIamArn(value: unknown): IamArn | undefined {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return undefined;
  const [arn, partition, service, region, owner = '', resource = '', ...rest] = value.split(':');
  if (arn !== 'arn' || service !== 'iam' || region !== '' || rest.length > 0) return undefined;
  return isPartitionForm(partition) ? { arn: value, partition, owner, resource } : undefined;
}
