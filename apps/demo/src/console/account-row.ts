import type { Account, RoleSessionStatus } from 'nestjs-aws-cross-account';
import { publicKnownProblem } from '../problems/public-problem.js';
import type { AccountRow, HeldSession } from './console-event.js';
import type { RoleCheck } from './role-checks.js';

/** @param sessions those of the account */
export function accountRow(
  account: Account,
  sessions: readonly RoleSessionStatus[],
  check: RoleCheck | undefined,
  now: number,
): AccountRow {
  const { id, name = '', ouPath = '', state = 'ACTIVE' } = account;
  const usable = sessions.find(
    (session) => session.state === 'stale' || (session.expiresAt?.getTime() ?? 0) > now,
  );
  const failed = sessions.find(({ lastError }) => lastError)?.lastError;
  const problem = failed ? publicKnownProblem(failed) : usable ? undefined : check?.problem;
  return {
    id,
    name,
    ou: ouPath,
    state,
    reach: usable ? 'reachable' : problem ? 'unreachable' : (check?.reach ?? 'unknown'),
    ...(usable && { session: sessionPart(usable, now) }),
    ...(problem && { problem }),
    ...(check && { checkMs: check.durationMs }),
  };
}

/** In whole seconds: the two clocks that the times come from differ by less than that from one reading to the next. */
function sessionPart({ state, ageMs = 0, expiresAt }: RoleSessionStatus, now: number): HeldSession {
  return {
    state,
    obtainedAt: inSeconds(now - ageMs),
    expiresAt: inSeconds(expiresAt?.getTime() ?? now),
  };
}

function inSeconds(time: number): number {
  return Math.round(time / 1_000) * 1_000;
}
