import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Observable, throwError } from 'rxjs';
import { ClientFailure } from '../clients/client-failure.js';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { TargetRefusedError } from '../errors/target.errors.js';
import { problemOf } from './http-problem.js';
import type { HttpProblem } from './problem.js';
import { tellSocket } from './tell-socket.js';

const RETRY_AFTER_SECONDS = '5';

/**
 * Turns errors of this library, and those of calls that its clients make, into answers: the status, the stable code, and a
 * message that says what to fix. No answer holds a secret or names the hub role. Errors of other SDK clients are left alone.
 *
 * Register it with `{ provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }`. Over HTTP it works on Express and
 * Fastify; a microservice's caller, and who listens to the event `exception` of a WebSocket, gets `status: 'error'` and the same
 * fields; elsewhere (GraphQL) the error is passed on as it is. Nest asks filters of the whole application for requests and
 * messages of microservices only: give a gateway `@UseFilters(AwsCrossAccountExceptionFilter)`.
 */
@Catch(CrossAccountError, ClientFailure)
export class AwsCrossAccountExceptionFilter implements ExceptionFilter<Error> {
  readonly #logger = new Logger(AwsCrossAccountExceptionFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: Error, host: ArgumentsHost): Observable<never> | undefined {
    const context: string = host.getType();
    if (context !== 'http' && context !== 'rpc' && context !== 'ws') throw error;
    this.#log(error);
    if (context === 'rpc') return throwError(() => failureOf(error));
    if (context === 'ws') tellSocket(host.switchToWs().getClient(), failureOf(error));
    else this.#answer(error, host);
    return undefined;
  }

  /** Sends the answer, of which nothing was sent yet. Override it for a form of your own, such as problem details (RFC 9457). */
  protected reply(problem: HttpProblem, host: ArgumentsHost): void {
    this.adapterHost.httpAdapter.reply(host.switchToHttp().getResponse(), problem, problem.statusCode);
  }

  #answer(error: Error, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    const problem = problemOf(error);
    if (problem.retryable) httpAdapter.setHeader(response, 'Retry-After', RETRY_AFTER_SECONDS);
    this.reply(problem, host);
  }

  /** The log may say more than the answer: the error's own message, where it is ours. */
  #log(error: Error): void {
    const { statusCode, code, message } = problemOf(error);
    const text = `${code}: ${error instanceof CrossAccountError ? logMessage(error) : message}`;
    if (statusCode >= 500) this.#logger.error(text);
    else if (statusCode === 403) this.#logger.warn(text);
  }
}

function logMessage(error: CrossAccountError): string {
  if (!(error instanceof TargetRefusedError)) return error.message;
  const { accountId, region, rule, problem } = error;
  const where = accountId === undefined ? 'A request' : `Account ${accountId} in ${region}`;
  return `${where} was refused by the option ${rule}${problem === undefined ? '' : `: ${problem}`}.`;
}

/** What is told where there is no HTTP status. */
function failureOf(error: Error): object {
  const { statusCode: _, ...problem } = problemOf(error);
  return { status: 'error', ...problem };
}
