import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { AccountScopeInterceptor } from './account-scope.interceptor.js';
import type { ScopeLayer } from './account-scope.js';
import { addLayer } from './scope-layers.js';

/**
 * Lets a controller, gateway or handler work in the account context of the account that its request names:
 * `@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })`.
 *
 * On a handler it is laid over that of its class, and on a class over that of its base, field by field; of two at one place the upper
 * is laid over the lower. With a class that extends `AccountTargetResolver`, that is asked
 * for the target. Before the handler is called, the target is checked, and the option `access` is asked; where that says nothing of
 * accounts (`allowedAccounts` or `authorize`), an application whose requests choose them does not boot.
 *
 * Works wherever Nest runs interceptors: not for `@Cron` and its like, BullMQ's `process`, or `@ResolveField` without
 * `fieldResolverEnhancers: ['interceptors']`. In an application without an exception filter of its own, a malformed target is
 * answered with 400 and a refused one with 403.
 *
 * @throws InvalidTargetError, NoHubRoleForPartitionError, TargetRefusedError, to the caller of the handler
 */
export function AccountScoped(scope: ScopeLayer): ClassDecorator & MethodDecorator {
  return applyDecorators(stating(scope), UseInterceptors(AccountScopeInterceptor));
}

function stating(scope: ScopeLayer): ClassDecorator & MethodDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    addLayer((descriptor?.value as object | undefined) ?? target, scope);
  };
}
