import { describeValue } from '../errors/describe-value.js';
import type { SessionField } from './account-target.js';
import { AWS_OWNER, parsePolicyArn } from './policy-arns.js';
import { parseRoleArn } from './role-arn.js';
import type { OwnSessionFields, OwnViaFields } from './session-fields.js';
import { MAX_POLICY_CHARACTERS } from './session-policy.js';
import { foldedKey } from './session-tags.js';

/** AWS ends the session of a role that was assumed by another assumed role after an hour. */
const LONGEST_CHAINED_SECONDS = 3_600;

/** Where the role is. The account is undefined for fields that are for every account. */
export interface SessionPlace {
  readonly accountId: string | undefined;
  readonly partition: string;
}

/** Fields that are right alone and wrong together, or in this place. */
export interface Contradiction {
  /** All that take part. */
  readonly fields: readonly [SessionField, ...SessionField[]];
  /** Where in the first of them, if not in it as a whole. */
  readonly path?: string;
  readonly problem: string;
}

type Rule = (fields: OwnSessionFields, place: SessionPlace) => Contradiction | undefined;

const RULES: readonly Rule[] = [
  policiesTooLong,
  policyElsewhere,
  transitiveWithoutTag,
  viaElsewhere,
  chainedTooLong,
  identityChanged,
  tagSentAgain,
  withinVia,
];

export function findContradiction(fields: OwnSessionFields, place: SessionPlace): Contradiction | undefined {
  for (const rule of RULES) {
    const found = rule(fields, place);
    if (found) return found;
  }
  return undefined;
}

function policiesTooLong({ policy = '', policyArns = [] }: OwnSessionFields): Contradiction | undefined {
  const characters = policy.length + policyArns.join('').length;
  if (characters <= MAX_POLICY_CHARACTERS) return undefined;
  return {
    fields: ['policy', 'policyArns'],
    problem:
      `policy and policyArns have ${characters} characters together, and STS takes ${MAX_POLICY_CHARACTERS}. ` +
      'Shorten them.',
  };
}

function policyElsewhere(
  { policyArns = [] }: OwnSessionFields,
  { accountId, partition }: SessionPlace,
): Contradiction | undefined {
  const strange = policyArns
    .map(parsePolicyArn)
    .find((arn) => arn && (arn.partition !== partition || ![AWS_OWNER, accountId].includes(arn.owner)));
  if (!strange) return undefined;
  const owner = accountId === undefined ? "AWS's own" : `AWS's own or of account ${accountId}`;
  return {
    fields: ['policyArns'],
    problem: `expected policies in partition ${partition}, ${owner}, got ${strange.arn}. Correct or remove it.`,
  };
}

function transitiveWithoutTag({
  tags = {},
  transitiveTagKeys = [],
}: OwnSessionFields): Contradiction | undefined {
  const keys = new Set(Object.keys(tags).map(foldedKey));
  const missing = transitiveTagKeys.find((key) => !keys.has(foldedKey(key)));
  if (missing === undefined) return undefined;
  return {
    fields: ['transitiveTagKeys', 'tags'],
    problem: `the transitive key ${describeValue(missing)} is none of tags. Give such a tag, or leave the key out of transitiveTagKeys.`,
  };
}

function viaElsewhere({ via }: OwnSessionFields, { partition }: SessionPlace): Contradiction | undefined {
  const actual = parseRoleArn(via?.roleArn)?.partition;
  if (actual === undefined || actual === partition) return undefined;
  return {
    fields: ['via'],
    problem: `the role on the way is in partition ${actual}, the session in ${partition}. Give a role of ${partition}.`,
  };
}

function chainedTooLong({ via, durationSeconds = 0 }: OwnSessionFields): Contradiction | undefined {
  if (!via || durationSeconds <= LONGEST_CHAINED_SECONDS) return undefined;
  return {
    fields: ['durationSeconds', 'via'],
    problem:
      `a session through another role (via) lasts ${LONGEST_CHAINED_SECONDS} s at most, got ${durationSeconds}. ` +
      'Give less, or leave via out.',
  };
}

function identityChanged({ via, sourceIdentity }: OwnSessionFields): Contradiction | undefined {
  const inherited = onTheWay(via).find((role) => role.sourceIdentity !== undefined)?.sourceIdentity;
  if (inherited === undefined || (sourceIdentity ?? inherited) === inherited) return undefined;
  return {
    fields: ['sourceIdentity', 'via'],
    problem:
      'a chain keeps the source identity that it began with, and via has another one. Give one, in via.',
  };
}

function tagSentAgain({ via, tags = {} }: OwnSessionFields): Contradiction | undefined {
  const inherited = new Set(
    onTheWay(via).flatMap(({ transitiveTagKeys = [] }) => transitiveTagKeys.map(foldedKey)),
  );
  const again = Object.keys(tags).find((key) => inherited.has(foldedKey(key)));
  if (again === undefined) return undefined;
  return {
    fields: ['tags', 'via'],
    problem: `the tag ${describeValue(again)} arrives from via, where it is transitive, and STS takes it once. Leave one out.`,
  };
}

function withinVia({ via }: OwnSessionFields, { partition }: SessionPlace): Contradiction | undefined {
  const accountId = parseRoleArn(via?.roleArn)?.accountId;
  const found = via && findContradiction(via, { accountId, partition });
  return found && { fields: ['via'], path: `via.${found.path ?? found.fields[0]}`, problem: found.problem };
}

/** The roles before the member's, the last one first. */
function onTheWay(via: OwnViaFields | undefined): OwnViaFields[] {
  return via ? [via, ...onTheWay(via.via)] : [];
}
