import type { KnownError } from '../credentials/diagnostics/known-error.js';
import type { RoleSessionStatus } from '../credentials/diagnostics/role-session-status.js';
import { isRecent } from './recent-failure.js';

const EXAMPLES = 10;

/** An account that has a session which could not be obtained or renewed in the last ten minutes, and why. */
export interface AccountTrouble extends KnownError {
  readonly accountId: string;
  readonly roleArn: string | undefined;
  /** Whether another or an older session of the account can still be used. */
  readonly reachable: boolean;
}

/** Of the accounts whose sessions are known, how many can be worked in. */
export interface AccountReach {
  /** They have a session that can be used now, or one that expired because nobody needed it. */
  readonly reachable: number;
  /** They have none, and the last try to obtain one failed in the last ten minutes. */
  readonly unreachable: number;
  /** Of all of these. Undefined while there are none. */
  readonly share: number | undefined;
  /** Ten at most, those that cannot be reached first. */
  readonly troubles: readonly AccountTrouble[];
}

interface Found {
  usable: boolean;
  failed: RoleSessionStatus | undefined;
}

/** @param wall of this machine's clock, as the expiry of the sessions is */
export function accountReach(sessions: Iterable<RoleSessionStatus>, wall: number): AccountReach {
  const accounts = new Map<string, Found>();
  for (const session of sessions) {
    const found = accounts.get(session.accountId) ?? { usable: false, failed: undefined };
    found.usable ||= isUsable(session, wall);
    if (session.lastError && isRecent(session.lastError.at.getTime(), wall)) found.failed ??= session;
    accounts.set(session.accountId, found);
  }
  const all = [...accounts.values()];
  const reachable = all.filter(({ usable }) => usable).length;
  const unreachable = all.filter(({ usable, failed }) => !usable && failed).length;
  const known = reachable + unreachable;
  return {
    reachable,
    unreachable,
    share: known === 0 ? undefined : reachable / known,
    troubles: [...troublesOf(all, false), ...troublesOf(all, true)].slice(0, EXAMPLES),
  };
}

/** One that expired without a failure has worked when it was needed last. */
function isUsable({ state, expiresAt, lastError }: RoleSessionStatus, wall: number): boolean {
  if (state === 'stale') return true;
  return expiresAt !== undefined && (expiresAt.getTime() > wall || lastError === undefined);
}

function troublesOf(all: readonly Found[], reachable: boolean): AccountTrouble[] {
  return all.flatMap(({ usable, failed }) => {
    if (!failed?.lastError || usable !== reachable) return [];
    const { accountId, roleArn, lastError } = failed;
    return [{ accountId, roleArn, reachable, code: lastError.code, message: lastError.message }];
  });
}
