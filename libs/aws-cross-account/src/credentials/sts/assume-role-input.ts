import type { RoleSession } from '../../target/role-session.js';

/** A session in the words of AssumeRole. What it does not have is not sent. */
export function assumeRoleInput(session: RoleSession) {
  const { roleArn, sessionName, externalId, durationSeconds, sourceIdentity, policy } = session;
  const { policyArns, tags, transitiveTagKeys } = session;
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    ExternalId: externalId,
    DurationSeconds: durationSeconds,
    SourceIdentity: sourceIdentity,
    Policy: policy,
    PolicyArns: policyArns?.map((arn) => ({ arn })),
    Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: transitiveTagKeys && [...transitiveTagKeys],
  };
}
