import { describeValue } from '../errors/describe-value.js';
import { InvalidAccountError } from '../errors/account.errors.js';
import { accountIdProblem, isAccountId } from '../target/account-id.js';
import { refuseUnknown } from '../target/refuse-field.js';
import { type Account, readTexts } from './account.js';

/** What accounts may be told apart by. An account meets a list when it meets one of its members. */
export interface AccountCriteria {
  readonly ids?: readonly string[] | undefined;
  /** Names; `*` stands for any characters: `prod-*`. */
  readonly names?: readonly string[] | undefined;
  /** What each of these tags must be: a value, one of several, or `*` for any. */
  readonly tags?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Organizational units, with all that are below them: ids (`ou-…`, `r-…`), or paths of names such as `Workloads/Prod`. */
  readonly ous?: readonly string[] | undefined;
}

/** Which accounts are meant: those that meet every field that is given. */
export interface AccountFilter extends AccountCriteria {
  /** Accounts that meet any of these are meant as well, whatever the fields above say. */
  readonly include?: AccountCriteria | undefined;
  /** Accounts that meet any of these are not meant, whatever the rest says. */
  readonly exclude?: AccountCriteria | undefined;
  /** Has the last word. */
  readonly where?: ((account: Account) => boolean) | undefined;
}

type Test = (account: Account) => boolean;

const CRITERIA = ['ids', 'names', 'tags', 'ous'] as const satisfies readonly (keyof AccountCriteria)[];

/**
 * The filter as one function. It does not look at the accounts' state.
 *
 * @throws InvalidAccountError with the path of the first field that is wrong
 */
export function accountTest(filter: AccountFilter = {}): Test {
  checkObject(filter, 'filter', [...CRITERIA, 'include', 'exclude', 'where']);
  const { include, exclude, where } = filter;
  if (where !== undefined && typeof where !== 'function')
    refuse('filter.where', `expected a function of the account, got ${describeValue(where)}.`);
  const all = testsOf(filter, 'filter');
  const included = nestedTests(include, 'filter.include');
  const excluded = nestedTests(exclude, 'filter.exclude');
  return (account) =>
    (all.every((test) => test(account)) || included.some((test) => test(account))) &&
    !excluded.some((test) => test(account)) &&
    where?.(account) !== false;
}

function nestedTests(criteria: AccountCriteria | undefined, path: string): Test[] {
  if (criteria === undefined) return [];
  checkObject(criteria, path, CRITERIA);
  return testsOf(criteria, path);
}

function testsOf({ ids, names, tags, ous }: AccountCriteria, path: string): Test[] {
  return [
    ...(ids === undefined ? [] : [byId(ids, `${path}.ids`)]),
    ...(names === undefined ? [] : [byName(readTexts(names, `${path}.names`))]),
    ...(tags === undefined ? [] : byTags(tags, `${path}.tags`)),
    ...(ous === undefined ? [] : [byUnit(readTexts(ous, `${path}.ous`))]),
  ];
}

function byId(ids: readonly string[], path: string): Test {
  const wanted = new Set(readTexts(ids, path));
  const wrong = [...wanted].find((id) => !isAccountId(id));
  if (wrong !== undefined) refuse(path, accountIdProblem(wrong));
  return ({ id }) => wanted.has(id);
}

function byName(names: readonly string[]): Test {
  const forms = names.map(wildcard);
  return ({ name = '' }) => forms.some((form) => form(name));
}

/** Without a regular expression, whose time some names could make endless. */
function wildcard(pattern: string): (text: string) => boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
      return false;
    let from = first.length;
    for (const part of parts) {
      const found = text.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return from <= text.length - last.length;
  };
}

function byTags(tags: Readonly<Record<string, string | readonly string[]>>, path: string): Test[] {
  checkObject(tags, path);
  return Object.entries(tags).map(([key, value]): Test => {
    const wanted = new Set(typeof value === 'string' ? [value] : readTexts(value, `${path}.${key}`));
    return ({ tags: own = {} }) => Object.hasOwn(own, key) && (wanted.has('*') || wanted.has(own[key] ?? ''));
  });
}

function byUnit(units: readonly string[]): Test {
  const wanted = units.map((unit) => unit.replaceAll(/^\/+|\/+$/g, ''));
  return ({ ouIds = [], ouPath }) =>
    wanted.some((unit) => ouIds.includes(unit) || (ouPath !== undefined && isBelow(ouPath, unit)));
}

function isBelow(path: string, unit: string): boolean {
  return path === unit || path.startsWith(`${unit}/`);
}

function checkObject(value: unknown, path: string, known?: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(path, `expected an object, got ${describeValue(value)}.`);
  if (known) refuseUnknown(value, known, `${path}.`, refuse);
}

function refuse(path: string, problem: string): never {
  throw new InvalidAccountError(path, problem);
}
