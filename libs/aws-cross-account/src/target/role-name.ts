/** IAM: 1-64 characters. ASCII alone, as `\w` is without the `u` and `i` flags. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
/** IAM: a slash, or up to 512 printable ASCII characters between slashes. A colon would end the ARN's resource. */
const ROLE_PATH = /^\/(?:[!-9;-~]{1,510}\/)?$/;

export function isRoleName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && ROLE_NAME.test(value);
}

export function isRolePath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 512 && ROLE_PATH.test(value);
}
