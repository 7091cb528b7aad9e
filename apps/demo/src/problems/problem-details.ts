import { STATUS_CODES } from 'node:http';
import type { HttpProblem } from 'nestjs-aws-cross-account';

/** What went wrong with a request, before it is told. A problem that has no code of its own is no more than its status. */
export type Problem = Omit<HttpProblem, 'code'> & { readonly code?: string };

/** The body of an answer to a request that failed, as RFC 9457 has it; the fields of the problem itself are its extensions. */
export interface ProblemDetails extends HttpProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly requestId?: string;
}

const TYPES = 'urn:problem-type:aws-cross-account:';

/** @param instance the path that was asked for */
export function problemDetails(problem: Problem, instance: string, requestId?: string): ProblemDetails {
  const { statusCode, message, code } = problem;
  const phrase = STATUS_CODES[statusCode] ?? 'Error';
  const kind =
    code === undefined
      ? { type: 'about:blank', title: phrase, code: words(phrase).join('_').toUpperCase() }
      : { type: TYPES + words(code).join('-'), title: sentence(words(code)), code };
  return {
    ...kind,
    status: statusCode,
    detail: message,
    instance,
    ...problem,
    code: kind.code,
    ...(requestId !== undefined && { requestId }),
  };
}

function words(text: string): string[] {
  return text.toLowerCase().split(/[^a-z\d]+/);
}

function sentence([first = '', ...rest]: string[]): string {
  return [first.slice(0, 1).toUpperCase() + first.slice(1), ...rest].join(' ');
}
