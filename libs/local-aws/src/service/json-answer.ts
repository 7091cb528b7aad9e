import type { Answer } from '../http/answer.js';
import type { AwsFault } from './aws-fault.js';

/** How a service writes JSON. */
export interface JsonDialect {
  readonly contentType: string;
  /** Where the code of an error stands: in the body (JSON 1.0 and 1.1) or in a header (REST). */
  readonly errorCode: 'body' | 'header';
  /** The name of the field with an error's message. */
  readonly message: 'Message' | 'message';
}

export function jsonAnswer(dialect: JsonDialect, content: unknown, requestId: string): Answer {
  return { status: 200, headers: headers(dialect, requestId), body: JSON.stringify(content) };
}

export function jsonFault(dialect: JsonDialect, fault: AwsFault, requestId: string): Answer {
  const { status, code, message, fields } = fault;
  const inHeader = dialect.errorCode === 'header';
  return {
    status,
    headers: {
      ...headers(dialect, requestId),
      ...(inHeader ? { 'x-amzn-errortype': code } : {}),
      ...fault.headers,
    },
    body: JSON.stringify({ ...(inHeader ? {} : { __type: code }), [dialect.message]: message, ...fields }),
  };
}

function headers({ contentType }: JsonDialect, requestId: string): Record<string, string> {
  return { 'content-type': contentType, 'x-amzn-requestid': requestId };
}
