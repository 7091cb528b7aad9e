import { isAccountId } from './account-id.js';
import { type IamArn, parseIamArn } from './iam-arn.js';
import type { RefuseField } from './refuse-field.js';
import { isRolePath } from './role-name.js';
import { readTextSet } from './text-set.js';

const MAX_POLICY_ARNS = 10;

/** IAM: the path is formed as that of a role; the name has 1-128 characters. */
const POLICY_RESOURCE = /^policy(\/(?:.*\/)?)[\w+=,.@-]{1,128}$/;

/** The owner of AWS's own managed policies. */
export const AWS_OWNER = 'aws';

/** Reads `arn:<partition>:iam::<account id or aws>:policy/<path><name>`; undefined for anything else. Never throws. */
export function parsePolicyArn(value: unknown): IamArn | undefined {
  const arn = parseIamArn(value);
  if (!arn || !(arn.owner === AWS_OWNER || isAccountId(arn.owner))) return undefined;
  return isRolePath(POLICY_RESOURCE.exec(arn.resource)?.[1]) ? arn : undefined;
}

function isPolicyArn(value: unknown): value is string {
  return parsePolicyArn(value) !== undefined;
}

export function readPolicyArns(value: unknown, path: string, refuse: RefuseField): readonly string[] {
  const expected = 'ARNs of managed policies, such as arn:aws:iam::aws:policy/ReadOnlyAccess';
  return readTextSet(value, { expected, isMember: isPolicyArn, max: MAX_POLICY_ARNS }, path, refuse);
}
