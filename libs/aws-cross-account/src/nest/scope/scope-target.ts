import type { ExecutionContext } from '@nestjs/common';
import { InvalidTargetError } from '../../errors/target.errors.js';
import type { AccountTarget } from '../../target/account-target.js';
import { parseRoleArn } from '../../target/role-arn.js';
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
 * The target that layers make together for a request. What a later layer says as well is not asked of an earlier one.
 *
 * @throws InvalidTargetError when a value is given twice, and what functions and resolvers of the user's throw
 */
export async function targetOf(
  layers: readonly ScopeLayer[],
  context: ExecutionContext,
  find: FindResolver,
): Promise<AccountTarget> {
  let target: AccountTarget = {};
  for (const [index, layer] of layers.entries()) {
    const over = isResolverClass(layer)
      ? await find(layer).resolve(context)
      : await valuesOf(withoutReplaced(layer, layers.slice(index + 1)), context);
    target = laidOver(target, over);
  }
  return target;
}

async function valuesOf(scope: AccountScope, context: ExecutionContext): Promise<AccountTarget> {
  const { accountId, region, ...constants } = scope;
  return {
    ...constants,
    ...(await valueOf('accountId', accountId, context)),
    ...(await valueOf('region', region, context)),
  };
}

async function valueOf(
  field: 'accountId' | 'region',
  from: AccountScope['accountId'],
  context: ExecutionContext,
): Promise<AccountTarget> {
  const value: unknown = typeof from === 'function' ? await from(context) : from;
  if (value === undefined) return {};
  // Not an account id or a region either; but the reader should know what is wrong with it.
  if (Array.isArray(value)) throw new InvalidTargetError(field, 'expected one value, got several.');
  return { [field]: value as string };
}

function withoutReplaced(scope: AccountScope, later: readonly ScopeLayer[]): AccountScope {
  const said = (field: 'accountId' | 'region'): boolean =>
    later.some((layer) => !isResolverClass(layer) && layer[field] !== undefined);
  const { accountId, region, ...constants } = scope;
  return {
    ...constants,
    ...(said('accountId') ? {} : { accountId }),
    ...(said('region') ? {} : { region }),
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
