import { createParamDecorator, Inject, Injectable, type PipeTransform } from '@nestjs/common';
import type { ClientClass } from '../../clients/client-class.js';
import { CrossAccountClientFactory } from '../../clients/cross-account-client-factory.js';
import { AccountContext } from '../../context/account-context.js';
import { layOver } from '../../context/overlay.js';
import type { AccountTarget } from '../../target/account-target.js';
import type { CompleteAccountTarget, CompleteTarget } from '../../target/complete-target.js';

interface ClientWish {
  readonly ClientClass: ClientClass<object>;
  readonly overlay: AccountTarget | undefined;
}

/** Pipes are what Nest gives dependencies to, of what stands at a parameter. */
@Injectable()
export class AccountClientPipe implements PipeTransform<ClientWish, object> {
  constructor(
    @Inject(CrossAccountClientFactory) private readonly factory: CrossAccountClientFactory,
    @Inject(AccountContext) private readonly context: AccountContext,
  ) {}

  transform({ ClientClass, overlay }: ClientWish): object {
    const target = this.context.require();
    return this.factory.get(ClientClass, overlay ? layOver(target as CompleteTarget, overlay) : target);
  }
}

@Injectable()
export class CurrentAccountPipe implements PipeTransform<undefined, CompleteAccountTarget> {
  constructor(@Inject(AccountContext) private readonly context: AccountContext) {}

  transform(): CompleteAccountTarget {
    return this.context.require();
  }
}

/**
 * The client of a class for the account that the handler works in, as its parameter: that of this one account, which may outlive
 * the request. With fields (`{ roleName }`), these are laid over the target of the context.
 *
 * @throws NoAccountContextError when the handler is not `@AccountScoped`
 */
export function AccountClient<T extends object>(
  ClientClass: ClientClass<T>,
  overlay?: AccountTarget,
): ParameterDecorator {
  return wish({ ClientClass, overlay }, AccountClientPipe);
}

/**
 * The complete target that the handler works in, as its parameter.
 *
 * @throws NoAccountContextError when the handler is not `@AccountScoped`
 */
export function CurrentAccount(): ParameterDecorator {
  return nothing(undefined, CurrentAccountPipe);
}

const wish = createParamDecorator((data: ClientWish) => data);
const nothing = createParamDecorator(() => undefined);
