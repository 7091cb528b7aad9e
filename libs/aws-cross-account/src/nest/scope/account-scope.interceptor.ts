import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { catchError, map, type Observable, throwError } from 'rxjs';
import { AccessGate } from '../../clients/access-gate.js';
import { AccountContext } from '../../context/account-context.js';
import type { CompleteTarget } from '../../target/complete-target.js';
import { isFromRequest } from './account-scope.js';
import { withDefaultAnswer } from './default-answer.js';
import { RequestTargets } from './request-targets.js';
import { scopeLayers } from './scope-layers.js';
import { targetOf } from './scope-target.js';
import { usualPrincipal } from './usual-principal.js';

/** Opens the account context of a request, once everything that is asynchronous about it is done. See `AccountScoped`. */
@Injectable()
export class AccountScopeInterceptor implements NestInterceptor {
  /** Nest runs an interceptor once for the class and once for the handler; the first one has read both. */
  readonly #entered = new WeakSet<ExecutionContext>();

  constructor(
    @Inject(AccessGate) private readonly gate: AccessGate,
    @Inject(AccountContext) private readonly accountContext: AccountContext,
    @Inject(RequestTargets) private readonly requestTargets: RequestTargets,
    @Inject(ModuleRef) private readonly moduleRef: ModuleRef,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (this.#entered.has(context)) return next.handle();
    this.#entered.add(context);
    const target = await this.#enter(context).catch((error: unknown) => {
      throw withDefaultAnswer(error, context);
    });
    return this.accountContext
      .run(target, () => next.handle())
      .pipe(
        map((result) => this.accountContext.run(target, () => result)),
        catchError((error: unknown) =>
          throwError(() => withDefaultAnswer(this.gate.answerFor(error, target), context)),
        ),
      );
  }

  async #enter(context: ExecutionContext): Promise<CompleteTarget> {
    const layers = scopeLayers(context.getClass(), context.getHandler());
    const source = layers.some(isFromRequest) ? 'request' : 'code';
    if (source === 'request') this.requestTargets.checkGoverned(context.getClass().name);
    const target = await targetOf(layers, context, (resolver) =>
      this.moduleRef.get(resolver, { strict: false }),
    );
    const principal = await this.gate.principalOf(context, usualPrincipal);
    return this.gate.enter({ target, source, principal, executionContext: context });
  }
}
