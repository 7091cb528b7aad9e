import type { ExecutionContext } from '@nestjs/common';
import { InvalidTargetError } from '../../errors/target.errors.js';
import type { AccountTarget } from '../../target/account-target.js';
import { parseRoleArn } from '../../target/role-arn.js';
import { onceKnown } from './once-known.js';
import {
  type AccountScope,
  type AccountTargetResolverClass,
  type AccountTargetResolver,
  isResolverClass,
  type ScopeLayer,
} from './account-scope.js';

/** How to come by the instance of a resolver's class. */
export type FindResolver = (resolverClass: AccountTargetResolverClass) => AccountTargetResolver;

/**
 * The target that layers make together for a request: at once where nothing of it is a promise. What a later layer says as well is
 * not asked of an earlier one.
 *
 * @throws InvalidTargetError when a value is given twice, and what functions and resolvers of the user's throw
 */
export function targetOf(
  layers: readonly ScopeLayer[],
  context: ExecutionContext,
  find: FindResolver,
): AccountTarget | Promise<AccountTarget> {
  const last = layers.at(-1);
  if (!last) return {};
  const below = layers.slice(0, -1).map((layer) => withoutReplaced(layer, last));
  return onceKnown(targetOf(below, context, find), (target) =>
    onceKnown(isResolverClass(last) ? find(last).resolve(context) : valuesOf(last, context), (over) =>
      laidOver(target, over),
    ),
  );
}

function valuesOf(
  { accountId, region, ...constants }: AccountScope,
  context: ExecutionContext,
): AccountTarget | Promise<AccountTarget> {
  return onceKnown(valueOf('accountId', accountId, context), (ofAccount) =>
    onceKnown(valueOf('region', region, context), (ofRegion) => ({
      ...constants,
      ...ofAccount,
      ...ofRegion,
    })),
  );
}

function valueOf(
  field: 'accountId' | 'region',
  from: AccountScope['accountId'],
  context: ExecutionContext,
): AccountTarget | Promise<AccountTarget> {
  return onceKnown(typeof from === 'function' ? from(context) : from, (value: unknown) => {
    if (value === undefined) return {};
    // Not an account id or a region either; but the reader should know what is wrong with it.
    if (Array.isArray(value)) throw new InvalidTargetError(field, 'expected one value, got several.');
    return { [field]: value as string };
  });
}

function withoutReplaced(layer: ScopeLayer, later: ScopeLayer): ScopeLayer {
  if (isResolverClass(layer) || isResolverClass(later)) return layer;
  const { accountId, region, ...constants } = layer;
  return {
    ...constants,
    ...(later.accountId === undefined ? { accountId } : {}),
    ...(later.region === undefined ? { region } : {}),
  };
}

/** A role replaces the role below it as a whole, in the same account; every other field replaces its like. */
function laidOver(target: AccountTarget, over: AccountTarget): AccountTarget {
  if (over.roleName === undefined && over.roleArn === undefined) return { ...target, ...given(over) };
  const { roleName: _name, rolePath: _path, roleArn, ...rest } = target;
  const { accountId, partition } = parseRoleArn(roleArn) ?? {};
  return { ...given({ accountId, partition }), ...rest, ...given(over) };
}

function given(target: AccountTarget): AccountTarget {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}
