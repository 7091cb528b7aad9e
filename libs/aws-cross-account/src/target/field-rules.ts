import { describeHidden, describeValue } from '../errors/describe-value.js';
import type { RefuseField } from './refuse-field.js';
import { parseRoleArn } from './role-arn.js';
import { isRoleName, isRolePath } from './role-name.js';

/** The bounds that STS and IAM set for the plain fields of a role session, checked before any call. */
interface FieldRule<T> {
  readonly accepts: (value: unknown) => value is T;
  readonly expected: string;
  readonly hidden?: boolean;
}

export const FIELD_RULES = {
  roleName: { accepts: isRoleName, expected: 'a role name of 1-64 characters out of A-Z a-z 0-9 _+=,.@-' },
  rolePath: {
    accepts: isRolePath,
    expected: "a role path that begins and ends with '/', such as /teams/audit/",
  },
  roleArn: {
    accepts: (value): value is string => parseRoleArn(value) !== undefined,
    expected: 'a role ARN such as arn:aws:iam::111122223333:role/inventory-reader',
  },
  externalId: {
    accepts: textOf(1_224, /^[\w+=,.@:/-]{2,}$/),
    expected: 'an external ID of 2-1224 characters out of A-Z a-z 0-9 _+=,.@:/-',
    hidden: true,
  },
  sessionName: {
    accepts: textOf(64, /^[\w+=,.@-]{2,}$/),
    expected: 'a session name of 2-64 characters out of A-Z a-z 0-9 _+=,.@-',
  },
  durationSeconds: {
    accepts: (value): value is number =>
      Number.isInteger(value) && Number(value) >= 900 && Number(value) <= 43_200,
    expected: 'a whole number of seconds from 900 to 43200',
  },
  sourceIdentity: {
    accepts: textOf(64, /^[\w+=,.@-]{2,}$/),
    expected: 'a source identity of 2-64 characters out of A-Z a-z 0-9 _+=,.@-',
    hidden: true,
  },
} as const satisfies Readonly<Record<string, FieldRule<string> | FieldRule<number>>>;

/** Reads a field that is one plain value. */
export function readPlain<T>({ accepts, expected, hidden = false }: FieldRule<T>) {
  return (value: unknown, path: string, refuse: RefuseField): T => {
    if (accepts(value)) return value;
    return refuse(
      path,
      `expected ${expected}, got ${hidden ? describeHidden(value) : describeValue(value)}.`,
    );
  };
}

/** Whatever is longer is not looked at any closer. */
function textOf(maxLength: number, form: RegExp) {
  return (value: unknown): value is string =>
    typeof value === 'string' && value.length <= maxLength && form.test(value);
}
