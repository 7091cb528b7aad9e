import { describeValue } from '../errors/describe-value.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import { accountIdProblem, isAccountId } from './account-id.js';
import {
  type AccountTarget,
  type RoleSessionFields,
  SESSION_FIELDS,
  TARGET_FIELDS,
} from './account-target.js';
import { sessionFieldProblem } from './field-rules.js';
import { isPartitionForm, parseRoleArn } from './role-arn.js';

/** The form of a target: an object of known fields, each of them well-formed. */
export function checkTarget(target: unknown): asserts target is AccountTarget {
  if (typeof target !== 'object' || target === null || Array.isArray(target)) {
    throw new InvalidTargetError(
      'accountId',
      `expected a target such as { accountId: '111122223333' }, got ${describeValue(target)}. ` +
        "A missing account never means the hub's own: for that there is getHubClient().",
    );
  }
  refuseUnknown(target, TARGET_FIELDS, '');
  checkSessionFields(target, '');
}

/** What `sessionFor` answered. */
export function checkSessionAnswer(fields: unknown, accountId: string): asserts fields is RoleSessionFields {
  if (typeof fields !== 'object' || fields === null || 'then' in fields) {
    throw new InvalidTargetError(
      'sessionFor',
      `expected the option sessionFor to answer an object of session fields at once, got ${describeValue(fields)}. ` +
        'It must be synchronous: load what it needs at boot.',
      { accountId },
    );
  }
  refuseUnknown(fields, SESSION_FIELDS, 'sessionFor.');
  checkSessionFields(fields, 'sessionFor.');
}

function refuseUnknown(fields: object, known: readonly string[], prefix: string): void {
  for (const field in fields) {
    if (known.includes(field)) continue;
    throw new InvalidTargetError(`${prefix}${field}`, `unknown field. Known are ${known.join(', ')}.`);
  }
}

function checkSessionFields(fields: RoleSessionFields, prefix: string): void {
  for (const field of SESSION_FIELDS) {
    const problem = sessionFieldProblem(field, fields[field]);
    if (problem) throw new InvalidTargetError(`${prefix}${field}`, problem);
  }
  if (fields.roleArn === undefined) return;
  for (const field of ['roleName', 'rolePath'] as const) {
    if (fields[field] === undefined) continue;
    throw new InvalidTargetError(`${prefix}${field}`, 'the role ARN holds it already. Give one of the two.');
  }
}

/** The account of a checked target, from its id or its role ARN. */
export function accountOf({ accountId, roleArn, partition }: AccountTarget): string {
  const fromArn = parseRoleArn(roleArn)?.accountId;
  const account = accountId ?? fromArn;
  if (!isAccountId(account)) throw new InvalidTargetError('accountId', accountIdProblem(account));
  if (fromArn !== undefined && fromArn !== account) {
    throw new InvalidTargetError(
      'accountId',
      `${account} contradicts the role ARN, which is of account ${fromArn}. Leave one of them out.`,
    );
  }
  if (partition !== undefined && !isPartitionForm(partition)) {
    const expected = 'expected a partition such as aws or aws-cn';
    throw new InvalidTargetError('partition', `${expected}, got ${describeValue(partition)}.`, {
      accountId: account,
    });
  }
  return account;
}
