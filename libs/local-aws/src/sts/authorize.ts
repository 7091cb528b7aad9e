import type { Caller } from '../policy/caller.js';
import { evaluate } from '../policy/evaluate.js';
import type { Verdict } from '../policy/evaluate.js';
import { deniedBy, notAllowedBy } from '../policy/reason.js';
import type { CompiledRole, CompiledWorld } from '../world/compiled-world.js';
import { denied } from './denied.js';

export interface Attempt {
  readonly caller: Caller;
  /** As the request has it, whether or not there is such a role. */
  readonly roleArn: string;
  readonly actions: readonly string[];
  readonly externalId: string | undefined;
}

/** Throws AWS's `AccessDenied` unless both halves allow every action. Returns the role. */
export function authorize(world: CompiledWorld, attempt: Attempt): CompiledRole {
  const { caller, roleArn } = attempt;
  const found = world.rolesByArn.get(roleArn);
  // Credentials do not cross partitions, so a role of another one might as well not exist.
  const role = found?.partition === caller.partition ? found : undefined;
  const context = contextOf(world, attempt);
  for (const action of attempt.actions) {
    const reason = reasonToDeny(world, role, { action, resource: roleArn, caller, context });
    if (reason !== undefined)
      throw denied(caller, action, roleArn, world.explainDenials ? reason : undefined);
  }
  if (role === undefined) throw denied(caller, 'sts:AssumeRole', roleArn, undefined);
  return role;
}

function contextOf(world: CompiledWorld, { caller, externalId }: Attempt): ReadonlyMap<string, string> {
  const context = new Map([
    ['aws:principalarn', caller.roleArn],
    ['aws:principalaccount', caller.accountId],
  ]);
  if (world.organizationId !== undefined && !world.outsiders.has(caller.accountId)) {
    context.set('aws:principalorgid', world.organizationId);
  }
  if (externalId !== undefined) context.set('sts:externalid', externalId);
  return context;
}

interface Question {
  readonly action: string;
  readonly resource: string;
  readonly caller: Caller;
  readonly context: ReadonlyMap<string, string>;
}

/**
 * An explicit deny anywhere wins. Across accounts the caller's own policies and the trust policy must both allow;
 * within one account a trust policy that names the very role or session is enough.
 */
function reasonToDeny(
  world: CompiledWorld,
  role: CompiledRole | undefined,
  question: Question,
): string | undefined {
  const { caller, action } = question;
  const permissions = world.rolesById.get(caller.roleId)?.permissions;
  const identity: Verdict = permissions === undefined ? 'implicit-deny' : evaluate(permissions, question);
  const session: Verdict =
    caller.sessionPolicy === undefined ? 'allow' : evaluate(caller.sessionPolicy, question);
  const trust: Verdict = role === undefined ? 'implicit-deny' : evaluate(role.trust, question);
  if (identity === 'explicit-deny') return deniedBy('identity');
  if (session === 'explicit-deny') return deniedBy('session');
  if (trust === 'explicit-deny') return deniedBy('trust');
  const named = trust === 'allow-named' && role?.accountId === caller.accountId;
  if (identity === 'implicit-deny' && !named) return notAllowedBy('identity', action);
  if (session === 'implicit-deny') return notAllowedBy('session', action);
  if (trust === 'implicit-deny') return notAllowedBy('trust', action);
  return undefined;
}
