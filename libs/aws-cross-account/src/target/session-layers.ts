import { InvalidTargetError } from '../errors/target.errors.js';
import type { RoleSessionFields } from './account-target.js';
import { formatRoleArn, parseRoleArn, type RoleArn } from './role-arn.js';
import type { RoleSession } from './role-session.js';

/** Sources of session fields, the most specific first: a field is taken from the first that has it. */
export type SessionLayers = readonly RoleSessionFields[];

/** The ARN, if the first layer that names a role names it by ARN. */
export function roleArnOf(layers: SessionLayers, accountId: string): RoleArn | undefined {
  const layer = layers.find(({ roleArn, roleName }) => roleArn !== undefined || roleName !== undefined);
  const parsed = parseRoleArn(layer?.roleArn);
  if (parsed && parsed.accountId !== accountId) {
    throw new InvalidTargetError(
      'sessionFor.roleArn',
      `expected a role of account ${accountId}, got one of ${parsed.accountId}. Correct what the option sessionFor answers.`,
      { accountId },
    );
  }
  return parsed;
}

export function roleSession(
  layers: SessionLayers,
  accountId: string,
  partition: string,
  roleArn: RoleArn | undefined,
): RoleSession {
  const first = <F extends keyof RoleSessionFields>(field: F): RoleSessionFields[F] | undefined =>
    layers.find((layer) => layer[field] !== undefined)?.[field];
  const externalId = first('externalId');
  const durationSeconds = first('durationSeconds');
  return Object.freeze({
    kind: 'assume-role',
    accountId,
    partition,
    roleArn:
      roleArn?.arn ?? formatRoleArn(partition, accountId, first('rolePath') ?? '/', first('roleName') ?? ''),
    sessionName: first('sessionName') ?? '',
    ...(externalId === undefined ? {} : { externalId }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  });
}
