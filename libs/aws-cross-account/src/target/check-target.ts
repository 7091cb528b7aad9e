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

/**
 * Reads the fields of a target, each once, into an object of our own. They may be inherited or computed by the target, as
 * those of an entity class are. Fields that can be enumerated and are not known are refused.
 */
export function readTarget(target: AccountTarget): AccountTarget {
  const given: unknown = target;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidTargetError(
      'accountId',
      `expected a target such as { accountId: '111122223333' }, got ${describeValue(given)}. ` +
        "A missing account never means the hub's own: for that there is getHubClient().",
    );
  }
  refuseUnknown(target, TARGET_FIELDS, '');
  const fields: AccountTarget = readSessionFields(target);
  fields.accountId = target.accountId;
  fields.region = target.region;
  fields.partition = target.partition;
  return fields;
}

/** What `sessionFor` answered. */
export function checkSessionAnswer(fields: unknown, accountId: string): RoleSessionFields {
  if (typeof fields !== 'object' || fields === null || 'then' in fields) {
    throw new InvalidTargetError(
      'sessionFor',
      `expected the option sessionFor to answer an object of session fields at once, got ${describeValue(fields)}. ` +
        'It must be synchronous: load what it needs at boot.',
      { accountId },
    );
  }
  refuseUnknown(fields, SESSION_FIELDS, 'sessionFor.');
  const read = readSessionFields(fields);
  checkSessionFields(read, 'sessionFor.');
  return read;
}

function readSessionFields(source: RoleSessionFields): RoleSessionFields {
  const { roleArn, roleName, rolePath, externalId, sessionName, durationSeconds } = source;
  return { roleArn, roleName, rolePath, externalId, sessionName, durationSeconds };
}

function refuseUnknown(fields: object, known: readonly string[], prefix: string): void {
  for (const field in fields) {
    if (known.includes(field)) continue;
    throw new InvalidTargetError(`${prefix}${field}`, `unknown field. Known are ${known.join(', ')}.`);
  }
}

/** Bounds and contradictions of the session's fields. */
export function checkSessionFields(fields: RoleSessionFields, prefix: string): void {
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
