import type { ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Problem } from './problem-details.js';
import { sendProblem } from './send-problem.js';

const RETRYABLE = new Set([429, 503]);

/** Answers every error that no other filter knows: those of Nest, of reading a request, and what nobody expected. */
@Catch()
export class OtherProblemsFilter implements ExceptionFilter<unknown> {
  readonly #logger = new Logger(OtherProblemsFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response: ServerResponse = http.getResponse();
    const problem = problemOf(error) ?? this.#unexpected(error);
    if (response.headersSent) response.end();
    else sendProblem(http.getRequest(), response, problem);
  }

  #unexpected(error: unknown): Problem {
    this.#logger.error(error);
    const message =
      'The service met an error that it did not expect. Its operators find the cause in its log, by the id of this request.';
    return { statusCode: 500, message, retryable: false };
  }
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof HttpException) return ofException(error);
  return isRefusal(error)
    ? { statusCode: error.statusCode, message: error.message, retryable: false }
    : undefined;
}

/** Exceptions of this service are thrown with a whole problem; of others, status and message are what is known. */
function ofException(exception: HttpException): Problem {
  const statusCode = exception.getStatus();
  const answer = exception.getResponse();
  const { message } = exception;
  const known = { message, retryable: RETRYABLE.has(statusCode) };
  const own = typeof answer === 'object' && 'code' in answer ? answer : {};
  return { ...known, ...own, statusCode };
}

/** What Express's readers of bodies throw of a request that they do not take. */
function isRefusal(error: unknown): error is { statusCode: number; message: string } {
  if (!(error instanceof Error) || !('expose' in error) || error.expose !== true) return false;
  return 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500;
}
