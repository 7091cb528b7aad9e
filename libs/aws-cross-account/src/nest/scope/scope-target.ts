import type { ExecutionContext } from '@nestjs/common';
import { InvalidTargetError, TargetRefusedError } from '../../errors/target.errors.js';
import type { AccountTarget } from '../../target/account-target.js';
import { copyOfGiven, readTarget } from '../../target/check-target.js';
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
 * The target that layers make together for a request: at once where nothing of it is a promise.
 *
 * @throws InvalidTargetError when a value is given twice, TargetRefusedError when a resolver knows no target, and what functions and
 * resolvers of the user's throw
 */
export function targetOf(
  layers: readonly ScopeLayer[],
  context: ExecutionContext,
  find: FindResolver,
): AccountTarget | Promise<AccountTarget> {
  const lay = (target: AccountTarget, next: number): AccountTarget | Promise<AccountTarget> => {
    const layer = layers[next];
    if (layer === undefined) return target;
    const over = isResolverClass(layer) ? answerOf(layer, context, find) : valuesOf(layer, context);
    return onceKnown(over, (over) => lay(next === 0 ? over : laidOver(target, over), next + 1));
  };
  return lay({}, 0);
}

/** The fields of a resolver's answer, which may be an entity that inherits or computes them. */
function answerOf(
  Resolver: AccountTargetResolverClass,
  context: ExecutionContext,
  find: FindResolver,
): AccountTarget | Promise<AccountTarget> {
  return onceKnown(find(Resolver).resolve(context), (answer: AccountTarget | null | undefined) => {
    if (answer === undefined || answer === null) {
      throw new TargetRefusedError(`@AccountScoped(${Resolver.name})`, {}, { problem: 'it knows no target' });
    }
    return copyOfGiven(readTarget(answer));
  });
}

function valuesOf(scope: AccountScope, context: ExecutionContext): AccountTarget | Promise<AccountTarget> {
  return onceKnown(valueOf('accountId', scope.accountId, context), (accountId) =>
    onceKnown(valueOf('region', scope.region, context), (region) => ({ ...scope, accountId, region })),
  );
}

/** What it is, the check of the target decides. */
function valueOf(
  field: 'accountId' | 'region',
  from: AccountScope['accountId'],
  context: ExecutionContext,
): string | undefined | Promise<string | undefined> {
  if (typeof from !== 'function') return from;
  return onceKnown(from(context), (value: unknown) => {
    // Not an account id or a region either; but the reader should know what is wrong with it.
    if (Array.isArray(value)) throw new InvalidTargetError(field, 'expected one value, got several.');
    return value as string | undefined;
  });
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
