import { type AccountTarget, TARGET_FIELDS } from '../target/account-target.js';
import { refuseTarget } from '../target/check-target.js';
import { CompleteTarget } from '../target/complete-target.js';
import { refuseUnknown } from '../target/refuse-field.js';
import { readSessionFields } from '../target/session-fields.js';

/**
 * Checks what an overlay says by itself, before any target is known. Whether it fits a target shows when it is laid over one.
 *
 * @throws InvalidTargetError
 */
export function checkOverlay(overlay: AccountTarget): void {
  refuseUnknown(overlay, TARGET_FIELDS, '', refuseTarget);
  readSessionFields(overlay, '', refuseTarget);
}

/**
 * The target that an overlay makes of the target of a context. It is laid over what was given there, not over what defaults made
 * of that, so that `accountOverrides` and `sessionFor` are asked for the role that is really assumed. A role replaces the
 * given one as a whole, path included, and stays in its account; every other field replaces its like.
 */
export function layOver(target: CompleteTarget, overlay: AccountTarget): AccountTarget {
  const given = CompleteTarget.given(target);
  if (overlay.roleName === undefined && overlay.roleArn === undefined)
    return { ...given, ...defined(overlay) };
  const { accountId, partition } = target;
  const { roleName: _name, rolePath: _path, roleArn, ...rest } = given;
  // The ARN said in which partition; nothing else may.
  const place = roleArn === undefined ? { accountId } : { accountId, partition };
  return { ...rest, ...place, ...defined(overlay) };
}

function defined(overlay: AccountTarget): AccountTarget {
  return Object.fromEntries(Object.entries(overlay).filter(([, value]) => value !== undefined));
}
