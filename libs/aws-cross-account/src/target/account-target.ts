/**
 * The fields of a role session that a target, `accountOverrides`, `sessionFor` or the module may set. Each field is taken
 * from the first of these, in this order, that has it.
 */
export interface RoleSessionFields {
  /** Name of the role in the member account. 1-64 characters. */
  roleName?: string | undefined;
  /** Path of the role, beginning and ending with a slash. Default `/`. Must be known, since AssumeRole needs it. */
  rolePath?: string | undefined;
  /** Full ARN of the role, instead of name and path. */
  roleArn?: string | undefined;
  /** External ID that the role's trust policy asks for. 2-1224 characters. */
  externalId?: string | undefined;
  /** Session name, seen in the member account's CloudTrail. 2-64 characters; no personal data. */
  sessionName?: string | undefined;
  /** Life of the session in seconds, 900-43200. Default: what STS takes, 3600. The role must allow it. */
  durationSeconds?: number | undefined;
}

/** Where a caller wants to work. Give `accountId`, or `roleArn`, which holds the account id. */
export interface AccountTarget extends RoleSessionFields {
  /** The member account: 12 digits, as a string. */
  accountId?: string | undefined;
  /** The region the client works in. Default: the account's override, else the module's region. */
  region?: string | undefined;
  /** The partition the account is in. Default: of the role ARN, else of the region, else the module's. */
  partition?: string | undefined;
}

export const SESSION_FIELDS = [
  'roleName',
  'rolePath',
  'roleArn',
  'externalId',
  'sessionName',
  'durationSeconds',
] as const satisfies readonly (keyof RoleSessionFields)[];

export const TARGET_FIELDS = [
  'accountId',
  'region',
  'partition',
  ...SESSION_FIELDS,
] as const satisfies readonly (keyof AccountTarget)[];
