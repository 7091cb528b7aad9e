import type { CheckedQuery } from './role-session-query.js';
import type { RoleSessionStatus } from './role-session-status.js';

/** Some of the role sessions, by their ids. */
export interface RoleSessionPage {
  readonly sessions: readonly RoleSessionStatus[];
  /** Where the next page goes on: to be given as `after`. Undefined on the last one. */
  readonly next: number | undefined;
}

/**
 * The sessions of one page, out of all, which come in any order. However many there are, no more than a page of them is kept.
 */
export function pageOf(
  all: Iterable<RoleSessionStatus>,
  { after, limit, accountId, state }: CheckedQuery,
): RoleSessionPage {
  const page: RoleSessionStatus[] = [];
  for (const session of all) {
    if (session.id <= after) continue;
    if (accountId !== undefined && session.accountId !== accountId) continue;
    if (state !== undefined && session.state !== state) continue;
    insert(page, session);
    // One more than the page holds says that there is another.
    if (page.length > limit + 1) page.pop();
  }
  const sessions = page.slice(0, limit);
  return { sessions, next: page.length > limit ? sessions.at(-1)?.id : undefined };
}

function insert(page: RoleSessionStatus[], session: RoleSessionStatus): void {
  let low = 0;
  let high = page.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((page[middle]?.id ?? 0) < session.id) low = middle + 1;
    else high = middle;
  }
  page.splice(low, 0, session);
}
