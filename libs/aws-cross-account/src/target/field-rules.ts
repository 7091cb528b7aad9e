import { describeHidden, describeValue } from '../errors/describe-value.js';
import type { RoleSessionFields } from './account-target.js';
import { parseRoleArn } from './role-arn.js';
import { isRoleName, isRolePath } from './role-name.js';

/** The bounds that STS and IAM set for the fields of a role session, checked before any call. */
interface FieldRule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
  readonly hidden?: boolean;
}

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

const FIELD_RULES: Readonly<Record<keyof RoleSessionFields, FieldRule>> = {
  roleName: { accepts: isRoleName, expected: 'a role name of 1-64 characters out of A-Z a-z 0-9 _+=,.@-' },
  rolePath: {
    accepts: isRolePath,
    expected: "a role path that begins and ends with '/', such as /teams/audit/",
  },
  roleArn: {
    accepts: (value) => parseRoleArn(value) !== undefined,
    expected: 'a role ARN such as arn:aws:iam::111122223333:role/inventory-reader',
  },
  externalId: {
    accepts: (value) => typeof value === 'string' && EXTERNAL_ID.test(value),
    expected: 'an external ID of 2-1224 characters out of A-Z a-z 0-9 _+=,.@:/-',
    hidden: true,
  },
  sessionName: {
    accepts: (value) => typeof value === 'string' && SESSION_NAME.test(value),
    expected: 'a session name of 2-64 characters out of A-Z a-z 0-9 _+=,.@-',
  },
  durationSeconds: {
    accepts: (value) => Number.isInteger(value) && Number(value) >= 900 && Number(value) <= 43_200,
    expected: 'a whole number of seconds from 900 to 43200',
  },
};

/** What is wrong with a field of a role session, in words; undefined when nothing is, or when it is not given. */
export function sessionFieldProblem(field: keyof RoleSessionFields, value: unknown): string | undefined {
  const { accepts, expected, hidden } = FIELD_RULES[field];
  if (value === undefined || accepts(value)) return undefined;
  return `expected ${expected}, got ${hidden ? describeHidden(value) : describeValue(value)}.`;
}
