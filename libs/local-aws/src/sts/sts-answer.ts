import type { Answer } from '../http/answer.js';
import { document, element } from '../http/xml.js';
import type { Xml } from '../http/xml.js';
import type { AwsFault } from '../service/aws-fault.js';

export const API_VERSION = '2011-06-15';
const NAMESPACE = ` xmlns="https://sts.amazonaws.com/doc/${API_VERSION}/"`;

/** The answer to an action that succeeded. */
export function stsAnswer(action: string, result: readonly (Xml | undefined)[], requestId: string): Answer {
  const metadata = element('ResponseMetadata', [element('RequestId', requestId)]);
  const root = element(`${action}Response`, [element(`${action}Result`, result), metadata], NAMESPACE);
  return { status: 200, headers: headers(requestId), body: document(root) };
}

export function stsFault(fault: AwsFault, requestId: string): Answer {
  const error = element('Error', [
    element('Type', fault.status < 500 ? 'Sender' : 'Receiver'),
    element('Code', fault.code),
    element('Message', fault.message),
  ]);
  const root = element('ErrorResponse', [error, element('RequestId', requestId)], NAMESPACE);
  return { status: fault.status, headers: { ...headers(requestId), ...fault.headers }, body: document(root) };
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}
