import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Observable } from 'rxjs';
import { AccessGate } from '../../clients/access-gate.js';
import { bindResult } from '../../context/bind-result.js';
import { type ContextEntry, ContextStorage } from '../../context/context-storage.js';
import type { CompleteTarget } from '../../target/complete-target.js';
import { withDefaultAnswer } from './default-answer.js';
import { onceKnown } from './once-known.js';
import { type HandlerScope, scopeOf } from './scope-layers.js';
import { type FindResolver, targetOf } from './scope-target.js';
import { usualPrincipal } from './usual-principal.js';

/** Opens the account context of a request, once everything that is asynchronous about it is done. See `AccountScoped`. */
@Injectable()
export class AccountScopeInterceptor implements NestInterceptor {
  /** The context of each request that was let in. */
  readonly #opened = new WeakMap<ExecutionContext, ContextEntry>();
  /** By class and then by handler, which several classes may inherit. */
  readonly #scopes = new WeakMap<object, Map<object, HandlerScope>>();
  readonly #find: FindResolver;

  constructor(
    @Inject(AccessGate) private readonly gate: AccessGate,
    @Inject(ContextStorage) private readonly storage: ContextStorage,
    @Inject(ModuleRef) moduleRef: ModuleRef,
  ) {
    this.#find = (resolver) => moduleRef.get(resolver, { strict: false });
  }

  intercept(
    context: ExecutionContext,
    next: CallHandler,
  ): Observable<unknown> | Promise<Observable<unknown>> {
    // Nest runs an interceptor once for the class and once for the handler; the first has read both. Within its context the second
    // goes on. Whoever comes from outside, as a retry of an interceptor in front does, has to be let in like the first time.
    if (this.storage.entry && this.storage.entry === this.#opened.get(context)) return next.handle();
    const refuse = (error: unknown): never => {
      throw withDefaultAnswer(error, context);
    };
    try {
      const opened = onceKnown(this.#enter(context), (target) => this.#handle(target, context, next));
      return opened instanceof Promise ? opened.catch(refuse) : opened;
    } catch (error) {
      return refuse(error);
    }
  }

  #enter(context: ExecutionContext): CompleteTarget | Promise<CompleteTarget> {
    const { gate } = this;
    const { layers, isFromRequest } = this.#scopeOf(context);
    const source = isFromRequest ? 'request' : 'code';
    return onceKnown(targetOf(layers, context, this.#find), (target) => {
      const principal = gate.asksForPrincipal ? gate.principalOf(context, usualPrincipal) : undefined;
      return onceKnown(principal, (principal) =>
        gate.admit({ target, source, principal, executionContext: context }),
      );
    });
  }

  #handle(target: CompleteTarget, context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { storage } = this;
    const entry: ContextEntry = { target, signal: undefined };
    this.#opened.set(context, entry);
    const outer = storage.entry;
    const runIn = <R>(call: () => R): R => storage.run(entry, call);
    const runOutside = (call: () => void): void => storage.run(outer, call);
    // Nest calls the handler in the context in which it was asked to, and subscribes to what that answers in that of its subscriber.
    const handled = runIn(() => next.handle());
    return new Observable((subscriber) =>
      runIn(() =>
        handled.subscribe({
          next: (result: unknown) => runOutside(() => subscriber.next(bindResult(result, runIn))),
          error: (error: unknown) => {
            const answer = withDefaultAnswer(this.gate.answerFor(error, target), context);
            runOutside(() => subscriber.error(answer));
          },
          complete: () => runOutside(() => subscriber.complete()),
        }),
      ),
    );
  }

  #scopeOf(context: ExecutionContext): HandlerScope {
    const [handlerClass, handler] = [context.getClass(), context.getHandler()];
    const ofClass = this.#scopes.get(handlerClass) ?? new Map<object, HandlerScope>();
    this.#scopes.set(handlerClass, ofClass);
    const scope = ofClass.get(handler) ?? scopeOf(handlerClass, handler);
    ofClass.set(handler, scope);
    return scope;
  }
}
