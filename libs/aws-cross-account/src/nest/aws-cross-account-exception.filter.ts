import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ServiceException } from '@smithy/core/client';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { type HttpProblem, problemOf } from './http-problem.js';

const RETRY_AFTER_SECONDS = '5';

/**
 * Turns errors of this library, and those of AWS services that its clients throw, into HTTP answers: the status, the stable
 * code, and for the library's own errors the message that says what to fix. No answer holds a secret or names the hub role.
 *
 * Register it with `{ provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }`. Works on Express and Fastify. Outside
 * HTTP it passes errors on as they are.
 */
@Catch(CrossAccountError, ServiceException)
export class AwsCrossAccountExceptionFilter implements ExceptionFilter<CrossAccountError | ServiceException> {
  readonly #logger = new Logger(AwsCrossAccountExceptionFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: CrossAccountError | ServiceException, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const problem = problemOf(error);
    this.#log(problem);
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    if (problem.retryable) httpAdapter.setHeader(response, 'Retry-After', RETRY_AFTER_SECONDS);
    httpAdapter.reply(response, problem, problem.statusCode);
  }

  #log({ statusCode, code, message }: HttpProblem): void {
    if (statusCode >= 500) this.#logger.error(`${code}: ${message}`);
    else if (statusCode === 403) this.#logger.warn(`${code}: ${message}`);
  }
}
