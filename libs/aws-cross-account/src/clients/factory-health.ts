import { type KnownError, knownError } from '../credentials/diagnostics/known-error.js';
import type { RecordCondition } from '../credentials/renewal/record-condition.js';
import type { EndpointCondition } from '../credentials/sts/sts-endpoints.js';
import type { AccountReach } from './account-reach.js';
import { isRecent } from './recent-failure.js';

/** How a factory is, from what it knows: nothing is asked for it. */
export interface FactoryHealth {
  readonly hubRole: HubRoleHealth;
  readonly sts: {
    /** In the order in which they are preferred. */
    readonly endpoints: readonly EndpointCondition[];
    /** How fast this process may call it now, and whether that is less than usual, because STS throttles. */
    readonly callsPerSecond: number;
    readonly throttled: boolean;
  };
  /** By how much AWS's clock is ahead of this machine's; 0 while it agrees within two seconds, or is not known. */
  readonly clockOffsetMs: number;
  readonly accounts: AccountReach;
}

export interface HubRoleHealth {
  /**
   * `unknown`: nobody has needed it yet, or lately. `failing`: it has no credentials that can be used, and they could not be had in the
   * last ten minutes. `suspected`: most roles deny it, so that it
   * seems to have lost the permission to assume them.
   */
  readonly state: 'unknown' | 'well' | 'failing' | 'suspected';
  readonly error: KnownError | undefined;
}

/**
 * @param denial what the denial of a role is explained by now; undefined while each is taken for one of that role
 * @param wall of this machine's clock
 */
export function hubRoleHealth(
  { state, failure }: Pick<RecordCondition, 'state' | 'failure'>,
  denial: Error | undefined,
  wall: number,
): HubRoleHealth {
  const error = failure && knownError(failure.error);
  const usable = state !== undefined && state !== 'expired';
  if (!usable) return { state: failure && isRecent(failure.at, wall) ? 'failing' : 'unknown', error };
  return denial ? { state: 'suspected', error: knownError(denial) } : { state: 'well', error };
}
