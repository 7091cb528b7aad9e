import type { CallLog } from '../calls/calls.js';
import { isThenable } from '../data/is-thenable.js';
import { randomRequestId } from '../data/random.js';
import { wait } from '../data/wait.js';
import type { FaultEffect } from '../faults/fault-effect.js';
import type { FaultBook } from '../faults/faults.js';
import type { Answer } from '../http/answer.js';
import type { Hang } from '../http/hang.js';
import type { HandlerBook } from '../handlers/handler-book.js';
import type { HttpRequest } from '../http/http-request.js';
import type { Handler, Outcome } from '../http/http-server.js';
import type { SlowedCall } from '../latency/latency-option.js';
import type { Latency } from '../latency/latency.js';
import type { Caller } from '../policy/caller.js';
import type { AuthProblem } from '../sigv4/auth-problem.js';
import { authenticate } from '../sigv4/authenticate.js';
import type { Authenticated } from '../sigv4/authenticate.js';
import { readClaim } from '../sigv4/claim.js';
import type { Claim } from '../sigv4/claim.js';
import type { Seed } from '../sigv4/signature.js';
import { isRegionOff } from '../world/region-switch.js';
import { AwsFault } from './aws-fault.js';
import { bodyTooLong, MAX_BODY_BYTES } from './body-limit.js';
import { globalScopeProblem } from './global-endpoint.js';
import type { Cloud, Operation, Service, Subject } from './service.js';
import { findService, guessService } from './services.js';
import { unknownService } from './unknown-service.js';

interface Exchange {
  readonly request: HttpRequest;
  readonly service: Service;
  readonly operation: Operation;
  readonly claim: Claim | undefined;
  readonly now: number;
  readonly requestId: string;
}

/** What a running server keeps beside what AWS knows. */
export interface Control {
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly handlers: HandlerBook;
  readonly latency: Latency | undefined;
}

/** From a request to its answer: which service, who asks, which fault, which operation. */
export class Dispatcher implements Handler {
  constructor(
    private readonly cloud: Cloud,
    private readonly control: Control,
  ) {}

  connect(): Hang | undefined {
    return this.control.faults.takeConnection();
  }

  dispatch(request: HttpRequest): Outcome | Promise<Outcome> {
    const read = readClaim(request);
    const claim = 'claim' in read ? read.claim : undefined;
    const requestId = randomRequestId(this.cloud.random);
    const service = this.#serviceOf(request, claim);
    if (service === undefined) {
      this.control.calls.add({ action: 'Unknown', outcome: 'refused', errorCode: 'UnknownService' });
      return { answer: unknownService(request, requestId) };
    }
    const now = this.cloud.clock();
    const exchange = { request, service, operation: this.#identify(service, request), claim, now, requestId };
    try {
      return this.#answer(
        exchange,
        'problem' in read ? read : this.#authenticate(request, read.claim, service, now),
      );
    } catch (error) {
      return this.#refuse(exchange, undefined, asFault(error));
    }
  }

  /** How long the body of this request may be, of which no body is known yet. */
  maxBody(request: HttpRequest): number {
    return this.#serviceOf(request)?.maxBody(request) ?? MAX_BODY_BYTES;
  }

  /** The answer to a request whose body is not read to its end. */
  refuseBody(request: HttpRequest): Answer {
    const service = this.#serviceOf(request) ?? guessService(request);
    const fault = bodyTooLong(service.maxBody(request));
    this.control.calls.add({
      action: this.#identify(service, request).action,
      outcome: 'refused',
      errorCode: fault.code,
    });
    return { ...service.render(fault, randomRequestId(this.cloud.random), request.method), close: true };
  }

  #serviceOf(request: HttpRequest, claim = claimOf(request)): Service | undefined {
    if (claim === undefined) return guessService(request);
    return findService(claim.service) ?? this.control.handlers.service(claim.service, request);
  }

  /** What is answered anyway comes first: what was added can only be what is not. */
  #identify(service: Service, request: HttpRequest): Operation {
    const operation = service.identify(request);
    if (!operation.action.endsWith('Unknown')) return operation;
    return this.control.handlers.operation(service, request) ?? operation;
  }

  #authenticate(request: HttpRequest, claim: Claim, service: Service, now: number): Authenticated {
    const { sessions, world } = this.cloud;
    return authenticate(request, claim, service.signing, {
      now,
      find: (accessKeyId) => {
        const session = sessions.find(accessKeyId);
        return session !== undefined && world.current.rolesById.has(session.caller.roleId)
          ? session
          : undefined;
      },
    });
  }

  #answer(exchange: Exchange, authenticated: Authenticated): Outcome | Promise<Outcome> {
    const { service, operation, claim, request } = exchange;
    if ('problem' in authenticated) {
      return this.#refuse(exchange, undefined, service.authFault(authenticated.problem));
    }
    const { session, seed } = authenticated;
    const { caller, keys } = session;
    const region = claim?.region ?? '';
    const problem = claim && this.#placeProblem(service, caller, claim, request);
    if (problem !== undefined) return this.#refuse(exchange, caller, service.authFault(problem));
    const { action } = operation;
    const subject = subjectOf(operation, caller);
    const befallen = { caller, action, sessionToken: keys.sessionToken, ...subject };
    const effect = this.control.faults.take({ ...befallen, region }) ?? {};
    if (effect.reset === true) {
      this.#record(exchange, caller, { outcome: 'reset' });
      return 'reset';
    }
    const hold = this.#hold(effect, { action, ...subject, region });
    if (effect.replace !== undefined) {
      this.#record(exchange, caller, { outcome: 'refused' });
      return { answer: effect.replace(), hold };
    }
    const ran = this.#run(exchange, caller, seed, effect.refuse?.(service, befallen));
    const finish = (answer: Answer): Outcome => ({
      answer: effect.alter?.(answer, exchange.now) ?? answer,
      hold,
      hang: effect.hang,
    });
    return isThenable(ran) ? ran.then(finish) : finish(ran);
  }

  /** Why good keys are of no use at this endpoint. */
  #placeProblem(
    service: Service,
    { accountId }: Caller,
    claim: Claim,
    request: HttpRequest,
  ): AuthProblem | undefined {
    if (service.global === true) {
      return globalScopeProblem(service.name, request.headers.get('host') ?? '', claim);
    }
    return isRegionOff(this.cloud.world.current, accountId, claim.region)
      ? { kind: 'token-mismatch' }
      : undefined;
  }

  #hold({ hold }: FaultEffect, call: SlowedCall): FaultEffect['hold'] {
    const ms = this.control.latency?.of(call) ?? 0;
    if (ms === 0) return hold;
    return async (signal) => {
      await wait(ms, signal);
      await hold?.(signal);
    };
  }

  #run(
    exchange: Exchange,
    caller: Caller,
    seed: Seed,
    fault: AwsFault | undefined,
  ): Answer | Promise<Answer> {
    const { claim, now, requestId, operation } = exchange;
    const { cloud } = this;
    const succeed = (answer: Answer): Answer => {
      this.#record(exchange, caller, { outcome: 'succeeded' });
      return answer;
    };
    const fail = (error: unknown): Answer => this.#refuse(exchange, caller, asFault(error)).answer;
    try {
      if (fault !== undefined) throw fault;
      const region = claim?.region ?? '';
      const ran = operation.run({ cloud, caller, region, seed, now, requestId });
      return isThenable(ran) ? ran.then(succeed, fail) : succeed(ran);
    } catch (error) {
      return fail(error);
    }
  }

  #refuse(exchange: Exchange, caller: Caller | undefined, fault: AwsFault): { answer: Answer } {
    this.#record(exchange, caller, { outcome: 'refused', errorCode: fault.code });
    return { answer: exchange.service.render(fault, exchange.requestId, exchange.request.method) };
  }

  #record(
    { operation, claim }: Exchange,
    caller: Caller | undefined,
    result: { outcome: 'succeeded' | 'refused' | 'reset'; errorCode?: string },
  ): void {
    this.control.calls.add({
      action: operation.action,
      ...subjectOf(operation, caller),
      ...(caller === undefined ? {} : { principalArn: caller.sessionArn }),
      ...(caller === undefined || claim === undefined ? {} : { region: claim.region }),
      ...result,
    });
  }
}

function claimOf(request: HttpRequest): Claim | undefined {
  const read = readClaim(request);
  return 'claim' in read ? read.claim : undefined;
}

/** The role that a call is about, without fields that are not known. */
function subjectOf({ subject }: Operation, caller: Caller | undefined): Subject {
  if (subject !== 'caller') return subject;
  return caller === undefined ? {} : { roleArn: caller.roleArn, accountId: caller.accountId };
}

/** A mistake of this package's own must not end the process; it answers as a failing service does. */
function asFault(error: unknown): AwsFault {
  if (error instanceof AwsFault) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new AwsFault(
    500,
    'InternalFailure',
    `local-aws-accounts itself failed (${name}): please report it.`,
  );
}
