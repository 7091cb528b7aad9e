import { describeValue } from '../errors/describe-value.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import { accountIdProblem, isAccountId } from './account-id.js';
import {
  type AccountTarget,
  type RoleSessionFields,
  SESSION_FIELDS,
  TARGET_FIELDS,
} from './account-target.js';
import { isPartitionForm } from './iam-arn.js';
import { type RefuseField, refuseUnknown } from './refuse-field.js';
import { parseRoleArn } from './role-arn.js';
import { type OwnSessionFields, readSessionFields } from './session-fields.js';

/** What stands in a target, each field read once. Lists and records are still the target's. */
export interface GivenTarget {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly partition: string | undefined;
  /** Undefined when the target gives none, as nearly all do. */
  readonly session: RoleSessionFields | undefined;
}

/**
 * Reads the fields of a target. They may be inherited or computed by the target, as those of an entity class are. Fields that
 * can be enumerated and are not known are refused.
 */
export function readTarget(target: AccountTarget): GivenTarget {
  const given: unknown = target;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidTargetError(
      'accountId',
      `expected a target such as { accountId: '111122223333' }, got ${describeValue(given)}. ` +
        "A missing account never means the hub's own: for that there is getHubClient().",
    );
  }
  refuseUnknown(target, TARGET_FIELDS, '', refuseTarget);
  const { accountId, region, partition } = target;
  return { accountId, region, partition, session: givenSession(target) };
}

/** Written out, since it runs at every use of a client. */
function givenSession(target: RoleSessionFields): RoleSessionFields | undefined {
  const { roleName, rolePath, roleArn, externalId, sessionName, durationSeconds } = target;
  const { sourceIdentity, policy, policyArns, tags, transitiveTagKeys, via } = target;
  if (
    roleName === undefined &&
    rolePath === undefined &&
    roleArn === undefined &&
    externalId === undefined &&
    sessionName === undefined &&
    durationSeconds === undefined &&
    sourceIdentity === undefined &&
    policy === undefined &&
    policyArns === undefined &&
    tags === undefined &&
    transitiveTagKeys === undefined &&
    via === undefined
  ) {
    return undefined;
  }
  return {
    roleName,
    rolePath,
    roleArn,
    externalId,
    sessionName,
    durationSeconds,
    sourceIdentity,
    policy,
    policyArns,
    tags,
    transitiveTagKeys,
    via,
  };
}

/** A copy that nobody can change, each field checked. */
export function copyOfGiven({ accountId, region, partition, session }: GivenTarget): AccountTarget {
  return Object.freeze({
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === undefined ? {} : { region }),
    ...(partition === undefined ? {} : { partition }),
    ...(session === undefined ? {} : readSessionFields(session, '', refuseTarget)),
  });
}

export const refuseTarget: RefuseField = (path, problem) => {
  throw new InvalidTargetError(path, problem);
};

/** What `sessionFor` answered. */
export function readSessionAnswer(fields: unknown, accountId: string): OwnSessionFields {
  if (typeof fields !== 'object' || fields === null || 'then' in fields) {
    throw new InvalidTargetError(
      'sessionFor',
      `expected the option sessionFor to answer an object of session fields at once, got ${describeValue(fields)}. ` +
        'It must be synchronous: load what it needs at boot.',
      { accountId },
    );
  }
  refuseUnknown(fields, SESSION_FIELDS, '', refuseAnswer);
  return readSessionFields(fields, '', refuseAnswer);
}

export const refuseAnswer: RefuseField = (path, problem) => {
  throw new InvalidTargetError(`sessionFor.${path}`, problem);
};

/** The account of a checked target, from its id or its role ARN. */
export function accountOf({ accountId, partition }: GivenTarget, roleArn: string | undefined): string {
  const fromArn = parseRoleArn(roleArn)?.accountId;
  const account = accountId === undefined ? fromArn : accountId;
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
