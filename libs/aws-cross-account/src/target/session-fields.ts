import { describeValue } from '../errors/describe-value.js';
import { type RoleSessionFields, SESSION_FIELDS, type SessionField } from './account-target.js';
import { FIELD_RULES, readPlain } from './field-rules.js';
import { readPolicyArns } from './policy-arns.js';
import { type RefuseField, refuseUnknown } from './refuse-field.js';
import { readPolicy } from './session-policy.js';
import { readTags, readTransitiveTagKeys } from './session-tags.js';

/** Session fields once they are read: each within STS's bounds, and copied, so that nobody can change them. None is undefined. */
export interface OwnSessionFields extends Omit<RoleSessionFields, 'policy' | 'via'> {
  readonly policy?: string;
  readonly via?: OwnViaFields;
}

export interface OwnViaFields extends OwnSessionFields {
  readonly roleArn: string;
}

/** Roles before the member's: more than any organization of accounts has a use for. */
const MAX_VIA = 4;
const VIA_FIELDS = SESSION_FIELDS.filter((field) => field !== 'roleName' && field !== 'rolePath');

type Reader<T> = (value: unknown, path: string, refuse: RefuseField) => T;

const READERS: { readonly [F in SessionField]: Reader<NonNullable<OwnSessionFields[F]>> } = {
  roleName: readPlain(FIELD_RULES.roleName),
  rolePath: readPlain(FIELD_RULES.rolePath),
  roleArn: readPlain(FIELD_RULES.roleArn),
  externalId: readPlain(FIELD_RULES.externalId),
  sessionName: readPlain(FIELD_RULES.sessionName),
  durationSeconds: readPlain(FIELD_RULES.durationSeconds),
  sourceIdentity: readPlain(FIELD_RULES.sourceIdentity),
  policy: readPolicy,
  policyArns: readPolicyArns,
  tags: readTags,
  transitiveTagKeys: readTransitiveTagKeys,
  via: readVia,
};

/**
 * Reads every session field of an object, once and whole, and checks it. What is undefined counts as not given.
 *
 * @param path what stands before a field's name in an error: empty, or ending with a dot
 */
export function readSessionFields(
  source: RoleSessionFields,
  path: string,
  refuse: RefuseField,
): OwnSessionFields {
  const own: Partial<Record<SessionField, unknown>> = {};
  for (const field of SESSION_FIELDS) {
    const value = source[field];
    if (value !== undefined) own[field] = READERS[field](value, `${path}${field}`, refuse);
  }
  if (own.roleArn !== undefined) {
    for (const field of ['roleName', 'rolePath'] as const) {
      if (own[field] === undefined) continue;
      refuse(`${path}${field}`, 'the role ARN holds it already. Give one of the two.');
    }
  }
  return Object.freeze(own) as OwnSessionFields;
}

function readVia(value: unknown, path: string, refuse: RefuseField): OwnViaFields {
  if (path.split('.').filter((name) => name === 'via').length > MAX_VIA) {
    refuse(path, `expected ${MAX_VIA} roles on the way at most. Shorten the chain.`);
  }
  if (typeof value === 'string') return Object.freeze({ roleArn: READERS.roleArn(value, path, refuse) });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const expected = 'expected the ARN of a role, or an object such as { roleArn, externalId }';
    refuse(path, `${expected}, got ${describeValue(value)}.`);
  }
  refuseUnknown(value, VIA_FIELDS, `${path}.`, refuse);
  const { roleArn, ...fields } = readSessionFields(value, `${path}.`, refuse);
  return Object.freeze({ ...fields, roleArn: READERS.roleArn(roleArn, `${path}.roleArn`, refuse) });
}
