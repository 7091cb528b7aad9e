import { describeValue } from '../../errors/describe-value.js';
import { InvalidQueryError } from '../../errors/query.errors.js';
import { accountIdProblem, isAccountId } from '../../target/account-id.js';
import { ROLE_SESSION_STATES, type RoleSessionState } from './role-session-status.js';

const LIMIT = 100;
const MOST = 1_000;

/** Which role sessions to list. All of it may be left out. */
export interface RoleSessionQuery {
  /** Where the page before said to go on: its `next`. */
  readonly after?: number | undefined;
  /** How many at most, 1-1000. Default 100. */
  readonly limit?: number | undefined;
  readonly accountId?: string | undefined;
  readonly state?: RoleSessionState | undefined;
}

export type CheckedQuery = RoleSessionQuery & { readonly after: number; readonly limit: number };

const FIELDS = ['after', 'limit', 'accountId', 'state'];

/** @throws InvalidQueryError with the first field that is wrong: what asks is often a person, through a route */
export function checkedQuery(query: RoleSessionQuery): CheckedQuery {
  const given: unknown = query;
  if (typeof given !== 'object' || given === null)
    throw new InvalidQueryError(
      'query',
      `expected an object such as { limit: 50 }, got ${describeValue(given)}.`,
    );
  const unknown = Object.keys(given).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new InvalidQueryError(unknown.slice(0, 50), `unknown field. Known are ${FIELDS.join(', ')}.`);
  const { after = 0, limit = LIMIT, accountId, state } = query;
  if (!Number.isSafeInteger(after) || after < 0)
    throw new InvalidQueryError(
      'after',
      `expected the next of the page before, got ${describeValue(after)}.`,
    );
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new InvalidQueryError(
      'limit',
      `expected a whole number from 1 to ${MOST}, got ${describeValue(limit)}.`,
    );
  if (accountId !== undefined && !isAccountId(accountId))
    throw new InvalidQueryError('accountId', accountIdProblem(accountId));
  if (state !== undefined && !ROLE_SESSION_STATES.includes(state))
    throw new InvalidQueryError(
      'state',
      `expected one of ${ROLE_SESSION_STATES.join(', ')}, got ${describeValue(state)}.`,
    );
  return { after, limit, accountId, state };
}
