import type { AccountSession } from '../../target/role-session.js';
import type { RecordCondition } from '../renewal/record-condition.js';
import { type KnownError, knownError } from './known-error.js';

/**
 * How a role session is:
 * - `obtaining`: it is being assumed, and was not held before.
 * - `fresh`: its credentials are used as they are.
 * - `due`: so they are, and the next use renews them.
 * - `renewing`: so they are, and new ones are being obtained.
 * - `failing`: the last try to obtain credentials failed; those that are held, if any, are used while they last.
 * - `stale`: its credentials have expired and are still used, because STS cannot be reached.
 * - `expired`: its credentials have expired or were refused by a service; the next use obtains others.
 * - `denied`: STS refused it when it was asked last, and is not asked again before `nextRefreshAt`.
 */
export type RoleSessionState = (typeof ROLE_SESSION_STATES)[number];

export const ROLE_SESSION_STATES = [
  'obtaining',
  'fresh',
  'due',
  'renewing',
  'failing',
  'stale',
  'expired',
  'denied',
] as const;

/** Which session it is. Never an external ID, a policy, a tag or a source identity. */
export interface RoleSessionName {
  readonly accountId: string;
  /** Undefined where the account's credentials are provided, not assumed. */
  readonly roleArn: string | undefined;
  readonly sessionName: string | undefined;
  /** The ARN of the role that assumes it, where that is not the hub role. */
  readonly via: string | undefined;
}

/** How one role session is, at the moment of the call. */
export interface RoleSessionStatus extends RoleSessionName {
  /** A number of this process: the same as long as the session is known. Later ones are greater. */
  readonly id: number;
  readonly state: RoleSessionState;
  /** How old its credentials are, as far as it holds any. */
  readonly ageMs: number | undefined;
  /** By this machine's clock; likewise. */
  readonly expiresAt: Date | undefined;
  /** Nothing is renewed that is not used: the first use from then on does it. In the past: the next one does. */
  readonly nextRefreshAt: Date;
  /** The last one since credentials came, and when that was. */
  readonly lastError: (KnownError & { readonly at: Date }) | undefined;
  /** Failures in a row. */
  readonly failures: number;
}

/** One moment on both clocks. */
export interface Moment {
  /** Of the monotonic clock. */
  readonly now: number;
  readonly wall: number;
}

export function nameOf(session: AccountSession): RoleSessionName {
  const { accountId } = session;
  if (session.kind === 'provided')
    return { accountId, roleArn: undefined, sessionName: undefined, via: undefined };
  const { roleArn, sessionName, via } = session;
  return { accountId, roleArn, sessionName, via: via?.roleArn };
}

export function statusOf(
  id: number,
  session: AccountSession,
  condition: RecordCondition,
  { now, wall }: Moment,
): RoleSessionStatus {
  const { life, failure, failures, postponedTo } = condition;
  const onTheWall = (time: number): Date => new Date(wall + time - now);
  return {
    id,
    ...nameOf(session),
    state: sessionState(condition),
    ageMs: life && now - life.issuedAt,
    expiresAt: life && onTheWall(life.expiresAt),
    nextRefreshAt: onTheWall(Math.max(life?.dueAt ?? now, postponedTo ?? Number.NEGATIVE_INFINITY)),
    lastError: failure && { ...knownError(failure.error), at: new Date(failure.at) },
    failures,
  };
}

export function sessionState({
  state,
  renewing,
  stale,
  failure,
}: Pick<RecordCondition, 'state' | 'renewing' | 'stale' | 'failure'>): RoleSessionState {
  if (renewing) return state === undefined ? 'obtaining' : 'renewing';
  if (stale) return 'stale';
  if (failure) return 'failing';
  if (state === undefined || state === 'expired') return 'expired';
  return state === 'fresh' ? 'fresh' : 'due';
}
