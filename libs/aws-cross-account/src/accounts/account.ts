import { describeValue } from '../errors/describe-value.js';
import { InvalidAccountError } from '../errors/account.errors.js';
import { accountIdProblem, isAccountId } from '../target/account-id.js';
import { refuseUnknown } from '../target/refuse-field.js';

/** Where an account is in its life, as AWS Organizations has it in the field `State`. Only active ones can be worked in. */
export type AccountState = 'ACTIVE' | 'PENDING_ACTIVATION' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** A member account, as far as a directory knows it. */
export interface Account {
  /** 12 digits, as a string. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  /** The names of the organizational units above it, from the root's children down: `Workloads/Prod`. Empty for those in the root itself. */
  readonly ouPath?: string | undefined;
  /** Their ids, in the same order. */
  readonly ouIds?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Default: it is active. */
  readonly state?: AccountState | undefined;
}

const FIELDS = [
  'id',
  'name',
  'email',
  'ouPath',
  'ouIds',
  'tags',
  'state',
] as const satisfies readonly (keyof Account)[];

const STATES: readonly unknown[] = [
  undefined,
  'ACTIVE',
  'PENDING_ACTIVATION',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
] satisfies (AccountState | undefined)[];

/** Whether anything can be done in it. */
export function isActive({ state = 'ACTIVE' }: Account): boolean {
  return state === 'ACTIVE';
}

/**
 * A frozen copy of an account, checked.
 *
 * @param path where it was given, for the error: `accounts[3]`
 * @throws InvalidAccountError
 */
export function readAccount(given: unknown, path: string): Account {
  if (typeof given !== 'object' || given === null)
    refuse(path, `expected an account such as { id: '111122223333' }, got ${describeValue(given)}.`);
  refuseUnknown(given, FIELDS, `${path}.`, refuse);
  const { id, tags, ouIds, state, ...texts } = given as Record<keyof Account, unknown>;
  if (!isAccountId(id)) refuse(`${path}.id`, accountIdProblem(id));
  for (const [field, text] of Object.entries(texts)) {
    if (text !== undefined && typeof text !== 'string')
      refuse(`${path}.${field}`, `expected a text, got ${describeValue(text)}.`);
  }
  if (!STATES.includes(state))
    refuse(`${path}.state`, `expected one of ${STATES.slice(1).join(', ')}, got ${describeValue(state)}.`);
  const copied = {
    ...(texts as Pick<Account, 'name' | 'email' | 'ouPath'>),
    ...(state === undefined ? {} : { state: state as AccountState }),
    ...(tags === undefined ? {} : { tags: readTags(tags, path) }),
    ...(ouIds === undefined ? {} : { ouIds: readTexts(ouIds, `${path}.ouIds`) }),
  };
  return Object.freeze({ id, ...copied });
}

function readTags(tags: unknown, path: string): Readonly<Record<string, string>> {
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags))
    refuse(`${path}.tags`, `expected an object of texts, got ${describeValue(tags)}.`);
  for (const [key, value] of Object.entries(tags)) {
    if (typeof value !== 'string')
      refuse(`${path}.tags`, `expected a text for ${describeValue(key)}, got ${describeValue(value)}.`);
  }
  return Object.freeze({ ...(tags as Record<string, string>) });
}

/** @throws InvalidAccountError */
export function readTexts(value: unknown, path: string): readonly string[] {
  if (!Array.isArray(value)) refuse(path, `expected an array of texts, got ${describeValue(value)}.`);
  const wrong = value.findIndex((item) => typeof item !== 'string' || item === '');
  if (wrong >= 0) refuse(`${path}[${wrong}]`, `expected a text, got ${describeValue(value[wrong])}.`);
  return Object.freeze([...(value as string[])]);
}

function refuse(path: string, problem: string): never {
  throw new InvalidAccountError(path, problem);
}
