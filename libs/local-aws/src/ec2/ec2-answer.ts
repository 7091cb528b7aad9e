import type { Answer } from '../http/answer.js';
import { document, element } from '../http/xml.js';
import type { Xml } from '../http/xml.js';
import type { AwsFault } from '../service/aws-fault.js';

export const EC2_VERSION = '2016-11-15';
const NAMESPACE = ` xmlns="http://ec2.amazonaws.com/doc/${EC2_VERSION}/"`;

/** EC2's form of the query protocol's answers. */
export function ec2Answer(action: string, result: readonly Xml[], requestId: string): Answer {
  const root = element(`${action}Response`, [element('requestId', requestId), ...result], NAMESPACE);
  return { status: 200, headers: headers(requestId), body: document(root) };
}

export function ec2Fault(fault: AwsFault, requestId: string): Answer {
  const error = element('Error', [element('Code', fault.code), element('Message', fault.message)]);
  const root = element('Response', [element('Errors', [error]), element('RequestID', requestId)]);
  return { status: fault.status, headers: { ...headers(requestId), ...fault.headers }, body: document(root) };
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
}
