import { evaluate } from '../policy/evaluate.js';
import { deniedBy, notAllowedBy } from '../policy/reason.js';
import type { Caller } from '../policy/caller.js';
import type { CompiledWorld } from '../world/compiled-world.js';

/**
 * Why the role's permissions, or its session policy if any, do not let the caller do this, in AWS's words; undefined
 * when they do.
 */
export function reasonToDeny(
  world: CompiledWorld,
  caller: Caller,
  action: string,
  resource: string,
): string | undefined {
  const question = { action, resource, caller, context: new Map<string, string>() };
  const permissions = world.rolesById.get(caller.roleId)?.permissions;
  const identity = permissions === undefined ? 'implicit-deny' : evaluate(permissions, question);
  const session = caller.sessionPolicy === undefined ? 'allow' : evaluate(caller.sessionPolicy, question);
  if (identity === 'explicit-deny') return deniedBy('identity');
  if (session === 'explicit-deny') return deniedBy('session');
  if (identity === 'implicit-deny') return notAllowedBy('identity', action);
  return session === 'implicit-deny' ? notAllowedBy('session', action) : undefined;
}

/** The resource of actions that name none: a policy for `*`, or for all of the caller's account, covers it. */
export function anyResource({ partition, accountId }: Caller, service: string, region = ''): string {
  return `arn:${partition}:${service}:${region}:${accountId}:*`;
}
