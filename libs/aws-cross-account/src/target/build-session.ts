import { parseRoleArn } from './role-arn.js';
import type { RoleSession } from './role-session.js';
import type { OwnSessionFields, OwnViaFields } from './session-fields.js';
import { foldedKey } from './session-tags.js';

export interface SessionIdentity {
  readonly accountId: string;
  readonly partition: string;
  readonly roleArn: string;
  readonly sessionName: string;
}

/**
 * The session that fields mean, which do not contradict each other. Lists and records that are empty are left out, as if they
 * were not given.
 *
 * @param viaSessionName the name of sessions on the way that have none of their own: one for all, so that members share them
 */
export function buildSession(
  identity: SessionIdentity,
  fields: OwnSessionFields,
  viaSessionName: string,
): RoleSession {
  const { externalId, durationSeconds, sourceIdentity, policy, policyArns, tags, via } = fields;
  const { accountId, partition, roleArn, sessionName } = identity;
  const transitiveTagKeys = transitiveKeys(fields);
  return Object.freeze({
    kind: 'assume-role',
    accountId,
    partition,
    roleArn,
    sessionName,
    ...(externalId === undefined ? {} : { externalId }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns?.length ? { policyArns } : {}),
    ...(tags && Object.keys(tags).length > 0 ? { tags } : {}),
    ...(transitiveTagKeys.length > 0 ? { transitiveTagKeys } : {}),
    ...(via ? { via: viaSession(via, viaSessionName) } : {}),
  });
}

function viaSession(via: OwnViaFields, viaSessionName: string): RoleSession {
  const { accountId = '', partition = '' } = parseRoleArn(via.roleArn) ?? {};
  const { roleArn, sessionName = viaSessionName } = via;
  return buildSession({ accountId, partition, roleArn, sessionName }, via, viaSessionName);
}

/** Spelt as in the tags, so that another spelling is not another session. */
function transitiveKeys({ tags = {}, transitiveTagKeys = [] }: OwnSessionFields): readonly string[] {
  const folded = new Set(transitiveTagKeys.map(foldedKey));
  return Object.keys(tags)
    .filter((key) => folded.has(foldedKey(key)))
    .toSorted();
}
