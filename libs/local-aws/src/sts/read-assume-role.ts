import { unsupported } from '../service/aws-fault.js';
import type { AssumeRoleInput } from './assume-role-input.js';
import { ARN, DURATION, EXTERNAL_ID, MAX_POLICY_ARNS, MAX_POLICY_CHARACTERS, POLICY } from './bounds.js';
import { SESSION_NAME, SOURCE_IDENTITY } from './bounds.js';
import { readMembers } from './params.js';
import type { Params } from '../service/query-params.js';
import { checkTagKeys, readTags } from './read-tags.js';
import { isRoleArn } from './role-arn.js';
import { validationError, Violations } from './violations.js';

const KNOWN =
  /^(?:Action|Version|RoleArn|RoleSessionName|ExternalId|SourceIdentity|DurationSeconds|Policy|PolicyArns\.member\.\d+\.arn|Tags\.member\.\d+\.(?:Key|Value)|TransitiveTagKeys\.member\.\d+)$/;

/** How the query protocol writes a list without members. */
const EMPTY_LISTS: ReadonlySet<string> = new Set(['PolicyArns', 'Tags', 'TransitiveTagKeys']);

/** Reads every argument of AssumeRole and checks its bounds. Throws; nothing is ignored. */
export function readAssumeRole(params: Params): AssumeRoleInput {
  for (const [name, value] of params) {
    if (!KNOWN.test(name) && !(EMPTY_LISTS.has(name) && value === ''))
      throw unsupported(`the parameter ${name.slice(0, 64)} of AssumeRole`);
  }
  const violations = new Violations();
  const roleArn = required(params, 'RoleArn', violations);
  const sessionName = required(params, 'RoleSessionName', violations);
  violations.text(roleArn, 'roleArn', ARN);
  violations.text(sessionName, 'roleSessionName', SESSION_NAME);
  violations.text(params.get('ExternalId'), 'externalId', EXTERNAL_ID);
  violations.text(params.get('SourceIdentity'), 'sourceIdentity', SOURCE_IDENTITY);
  const durationSeconds = readDuration(params.get('DurationSeconds'), violations);
  const arns = readPolicies(params, violations);
  const { tags, transitiveTagKeys } = readTags(params, violations);
  violations.raise();
  if (!isRoleArn(roleArn)) throw validationError(`${roleArn} is invalid`);
  checkPolicies(params.get('Policy'), arns);
  checkTagKeys(tags, transitiveTagKeys);
  return {
    roleArn,
    sessionName,
    externalId: params.get('ExternalId'),
    sourceIdentity: params.get('SourceIdentity'),
    durationSeconds,
    policy: params.get('Policy'),
    tags,
    transitiveTagKeys,
  };
}

function required(params: Params, name: string, violations: Violations): string {
  const value = params.get(name);
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  if (value === undefined) violations.add(undefined, field, 'Member must not be null');
  return value ?? '';
}

function readDuration(text: string | undefined, violations: Violations): number {
  if (text === undefined) return DURATION.preset;
  if (!/^-?\d{1,9}$/.test(text)) throw validationError('DurationSeconds must be a whole number');
  const seconds = Number(text);
  const { min, max } = DURATION;
  const field = 'durationSeconds';
  if (seconds < min) violations.add(text, field, `Member must have value greater than or equal to ${min}`);
  if (seconds > max) violations.add(text, field, `Member must have value less than or equal to ${max}`);
  return seconds;
}

function readPolicies(params: Params, violations: Violations): string[] {
  violations.text(params.get('Policy'), 'policy', POLICY);
  const arns = readMembers(params, 'PolicyArns').map((member) => member.get('arn') ?? '');
  for (const [i, arn] of arns.entries()) violations.text(arn, `policyArns.${i + 1}.member.arn`, ARN);
  if (arns.length > MAX_POLICY_ARNS) {
    violations.add(
      `${arns.length} policies`,
      'policyArns',
      `Member must have length less than or equal to ${MAX_POLICY_ARNS}`,
    );
  }
  return arns;
}

function checkPolicies(policy: string | undefined, arns: readonly string[]): void {
  const bad = arns.find((arn) => !/^arn:[a-z-]+:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(arn));
  if (bad !== undefined) throw validationError(`${bad} is invalid`);
  if ((policy ?? '').length + arns.join('').length > MAX_POLICY_CHARACTERS) {
    throw validationError(
      `Policy and PolicyArns have more than ${MAX_POLICY_CHARACTERS} characters together`,
    );
  }
  if (arns.length > 0) throw unsupported('PolicyArns of AssumeRole: managed policies are not evaluated');
}
