/**
 * The fields of a role session that a target, `accountOverrides`, `sessionFor` or the module may set. Each field is taken
 * whole from the first of these, in this order, that has it. A list or a record may be empty, which means none.
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
  /** Life of the session in seconds, 900-43200. Default: what STS takes, 3600. The role must allow it; with `via`, at most 3600. */
  durationSeconds?: number | undefined;
  /** Whom the session is traced back to in CloudTrail, through a whole chain of roles. 2-64 characters. */
  sourceIdentity?: string | undefined;
  /** Session policy, which narrows what the role may do: a policy document, or its JSON text. At most 2048 characters with `policyArns`. */
  policy?: string | object | undefined;
  /** ARNs of managed policies that narrow the session likewise: AWS's own, or of the role's account. At most 10, in any order. */
  policyArns?: readonly string[] | undefined;
  /** Session tags. At most 50; keys are told apart without case. */
  tags?: Readonly<Record<string, string>> | undefined;
  /** Keys of those tags that follow into the roles that the session assumes. In any order. */
  transitiveTagKeys?: readonly string[] | undefined;
  /** A role that is assumed first, and whose session assumes the role (role chaining): its ARN, or its own fields. */
  via?: string | ViaRole | undefined;
}

/**
 * A role on the way to the member's. Nothing but its session name has a default: the module's. One session of it serves all
 * members that are reached with the same fields.
 */
export interface ViaRole extends Omit<RoleSessionFields, 'roleName' | 'rolePath'> {
  roleArn: string;
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

export type SessionField = keyof RoleSessionFields;

export const SESSION_FIELDS = [
  'roleName',
  'rolePath',
  'roleArn',
  'externalId',
  'sessionName',
  'durationSeconds',
  'sourceIdentity',
  'policy',
  'policyArns',
  'tags',
  'transitiveTagKeys',
  'via',
] as const satisfies readonly SessionField[];

export const TARGET_FIELDS = [
  'accountId',
  'region',
  'partition',
  ...SESSION_FIELDS,
] as const satisfies readonly (keyof AccountTarget)[];
