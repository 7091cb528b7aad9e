import { element } from '../http/xml.js';
import type { Answer } from '../http/answer.js';
import type { Caller } from '../policy/caller.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Params } from '../service/query-params.js';
import type { Call, Operation } from '../service/service.js';
import type { Session } from '../sessions/session.js';
import type { CompiledRole } from '../world/compiled-world.js';
import { isRegionOff } from '../world/region-switch.js';
import type { AssumeRoleInput } from './assume-role-input.js';
import { authorize } from './authorize.js';
import { invalidParameterValue } from './invalid-parameter-value.js';
import { packedPolicySize } from './packed-size.js';
import { readAssumeRole } from './read-assume-role.js';
import { regionDisabled } from './region-disabled.js';
import { accountOfRoleArn } from './role-arn.js';
import { readSessionPolicy } from './session-policy.js';
import { stsAnswer } from './sts-answer.js';
import { validationError } from './violations.js';

/** Longest session of a role that is assumed with the keys of another assumed role. */
const CHAINED_SECONDS = 3600;

export function assumeRole(params: Params): Operation {
  const roleArn = params.get('RoleArn') ?? '';
  const accountId = accountOfRoleArn(roleArn);
  const subject = accountId === undefined ? {} : { roleArn, accountId };
  return { action: 'sts:AssumeRole', subject, run: (call) => run(call, readAssumeRole(params)) };
}

function run(call: Call, input: AssumeRoleInput): Answer {
  const { caller, cloud } = call;
  const sessionPolicy = readSessionPolicy(input.policy);
  const packed = packedPolicySize(input);
  const transitiveTags = inherit(caller, input);
  checkChain(caller, input);
  const { roleArn, externalId } = input;
  const role = authorize(cloud.world.current, {
    caller,
    roleArn,
    externalId,
    actions: actionsOf(caller, input),
  });
  if (isRegionOff(cloud.world.current, role.accountId, call.region)) throw regionDisabled(role.accountId);
  if (input.durationSeconds > role.maxSessionSeconds) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  const sourceIdentity = input.sourceIdentity ?? caller.sourceIdentity;
  const assumed: Caller = {
    ...sessionOf(role, input.sessionName),
    transitiveTags,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
  };
  // Whole seconds, since that is what the answer can say.
  const expiresAt = Math.floor(call.now / 1000) * 1000 + input.durationSeconds * 1000;
  return render(call, cloud.sessions.issue(assumed, expiresAt), packed);
}

/** What both policies must allow: tagging and naming a source are actions of their own. */
function actionsOf(caller: Caller, input: AssumeRoleInput): string[] {
  const actions = ['sts:AssumeRole'];
  if (input.tags.length > 0 || caller.transitiveTags.size > 0) actions.push('sts:TagSession');
  if (input.sourceIdentity !== undefined || caller.sourceIdentity !== undefined)
    actions.push('sts:SetSourceIdentity');
  return actions;
}

function checkChain(caller: Caller, input: AssumeRoleInput): void {
  if (caller.chained && input.durationSeconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  const { sourceIdentity } = caller;
  if (sourceIdentity !== undefined && (input.sourceIdentity ?? sourceIdentity) !== sourceIdentity) {
    throw new AwsFault(403, 'AccessDenied', 'The source identity of a chained session cannot be changed.');
  }
}

/** The tags that follow into whatever the new session assumes: those of the caller, and the new transitive ones. */
function inherit(caller: Caller, { tags, transitiveTagKeys }: AssumeRoleInput): ReadonlyMap<string, string> {
  const inherited = new Set([...caller.transitiveTags.keys()].map((key) => key.toLowerCase()));
  if (tags.some(({ key }) => inherited.has(key.toLowerCase()))) {
    throw invalidParameterValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const transitive = new Set(transitiveTagKeys.map((key) => key.toLowerCase()));
  const added = tags.filter(({ key }) => transitive.has(key.toLowerCase()));
  return new Map([...caller.transitiveTags, ...added.map(({ key, value }) => [key, value] as const)]);
}

function sessionOf(role: CompiledRole, sessionName: string) {
  const { accountId, partition, name } = role;
  return {
    accountId,
    partition,
    roleId: role.id,
    roleName: name,
    roleArn: role.arn,
    sessionName,
    sessionArn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}`,
    chained: true,
  };
}

function render(call: Call, session: Session, packed: number | undefined): Answer {
  const { keys, caller, expiresAt } = session;
  const result = [
    element('AssumedRoleUser', [
      element('AssumedRoleId', `${caller.roleId}:${caller.sessionName}`),
      element('Arn', caller.sessionArn),
    ]),
    element('Credentials', [
      element('AccessKeyId', keys.accessKeyId),
      element('SecretAccessKey', keys.secretAccessKey),
      element('SessionToken', keys.sessionToken),
      element('Expiration', `${new Date(expiresAt).toISOString().slice(0, 19)}Z`),
    ]),
    packed === undefined ? undefined : element('PackedPolicySize', packed),
    caller.sourceIdentity === undefined ? undefined : element('SourceIdentity', caller.sourceIdentity),
  ];
  return stsAnswer('AssumeRole', result, call.requestId);
}
