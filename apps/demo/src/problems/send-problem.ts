import type { IncomingMessage, ServerResponse } from 'node:http';
import { currentRequestId } from '../requests/request-id.js';
import { type Problem, problemDetails } from './problem-details.js';

export const PROBLEM_JSON = 'application/problem+json';

/** Answers a request by what went wrong with it. Headers that are set already are sent, too. */
export function sendProblem(
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  problem: Problem,
): void {
  const [path = '/'] = (request.originalUrl ?? request.url ?? '/').split('?');
  const body = problemDetails(problem, path, currentRequestId());
  response.statusCode = body.status;
  response.setHeader('Content-Type', PROBLEM_JSON);
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(body));
}
