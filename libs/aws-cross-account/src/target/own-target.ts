import type { AccountTarget } from './account-target.js';
import { readTarget, refuseTarget } from './check-target.js';
import { readSessionFields } from './session-fields.js';

/**
 * A copy of a target that nobody can change any more, every field read once: what is checked now is what is used later.
 *
 * @throws InvalidTargetError
 */
export function ownTarget(target: AccountTarget): AccountTarget {
  const { accountId, region, partition, session = {} } = readTarget(target);
  return Object.freeze({
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === undefined ? {} : { region }),
    ...(partition === undefined ? {} : { partition }),
    ...readSessionFields(session, '', refuseTarget),
  });
}
