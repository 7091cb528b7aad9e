import type { CallLog } from '../calls/calls.js';
import { randomRequestId } from '../data/random.js';
import type { FaultBook } from '../faults/faults.js';
import type { Answer } from '../http/answer.js';
import type { Hang } from '../http/hang.js';
import type { HttpRequest } from '../http/http-request.js';
import type { Handler, Outcome } from '../http/http-server.js';
import type { Caller } from '../policy/caller.js';
import { authenticate } from '../sigv4/authenticate.js';
import type { Authenticated } from '../sigv4/authenticate.js';
import { readClaim } from '../sigv4/claim.js';
import type { Claim } from '../sigv4/claim.js';
import type { Seed } from '../sigv4/signature.js';
import { AwsFault } from './aws-fault.js';
import { bodyTooLong, MAX_BODY_BYTES } from './body-limit.js';
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

/** From a request to its answer: which service, who asks, which fault, which operation. */
export class Dispatcher implements Handler {
  constructor(
    private readonly cloud: Cloud,
    private readonly faults: FaultBook,
    private readonly calls: CallLog,
  ) {}

  connect(): Hang | undefined {
    return this.faults.takeConnection();
  }

  dispatch(request: HttpRequest): Outcome {
    const read = readClaim(request);
    const claim = 'claim' in read ? read.claim : undefined;
    const requestId = randomRequestId(this.cloud.random);
    const service = claim === undefined ? guessService(request) : findService(claim.service);
    if (service === undefined) {
      this.calls.add({ action: 'Unknown', outcome: 'refused', errorCode: 'UnknownService' });
      return { answer: unknownService(request, requestId) };
    }
    const now = this.cloud.clock();
    const exchange = { request, service, operation: service.identify(request), claim, now, requestId };
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
    return serviceOf(request)?.maxBody(request) ?? MAX_BODY_BYTES;
  }

  /** The answer to a request whose body is not read to its end. */
  refuseBody(request: HttpRequest): Answer {
    const service = serviceOf(request) ?? guessService(request);
    const fault = bodyTooLong(service.maxBody(request));
    this.calls.add({ action: service.identify(request).action, outcome: 'refused', errorCode: fault.code });
    return { ...service.render(fault, randomRequestId(this.cloud.random), request.method), close: true };
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

  #answer(exchange: Exchange, authenticated: Authenticated): Outcome {
    const { service, operation, claim, now } = exchange;
    if ('problem' in authenticated) {
      return this.#refuse(exchange, undefined, service.authFault(authenticated.problem));
    }
    const { session, seed } = authenticated;
    const { caller, keys } = session;
    const { action } = operation;
    const befallen = { caller, action, sessionToken: keys.sessionToken, ...subjectOf(operation, caller) };
    const effect = this.faults.take({ ...befallen, region: claim?.region ?? '' }) ?? {};
    if (effect.reset === true) {
      this.#record(exchange, caller, { outcome: 'reset' });
      return 'reset';
    }
    if (effect.replace !== undefined) {
      this.#record(exchange, caller, { outcome: 'refused' });
      return { answer: effect.replace() };
    }
    const { answer } = this.#run(exchange, caller, seed, effect.refuse?.(service, befallen));
    return { answer: effect.alter?.(answer, now) ?? answer, hold: effect.hold, hang: effect.hang };
  }

  #run(exchange: Exchange, caller: Caller, seed: Seed, fault: AwsFault | undefined): { answer: Answer } {
    const { claim, now, requestId, operation } = exchange;
    const { cloud } = this;
    try {
      if (fault !== undefined) throw fault;
      const region = claim?.region ?? '';
      const answer = operation.run({ cloud, caller, region, seed, now, requestId });
      this.#record(exchange, caller, { outcome: 'succeeded' });
      return { answer };
    } catch (error) {
      return this.#refuse(exchange, caller, asFault(error));
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
    this.calls.add({
      action: operation.action,
      ...subjectOf(operation, caller),
      ...(caller === undefined ? {} : { principalArn: caller.sessionArn }),
      ...(caller === undefined || claim === undefined ? {} : { region: claim.region }),
      ...result,
    });
  }
}

function serviceOf(request: HttpRequest): Service | undefined {
  const read = readClaim(request);
  return 'claim' in read ? findService(read.claim.service) : guessService(request);
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
