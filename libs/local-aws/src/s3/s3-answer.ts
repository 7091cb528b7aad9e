import type { Answer } from '../http/answer.js';
import { document, element } from '../http/xml.js';
import type { Xml } from '../http/xml.js';
import type { AwsFault } from '../service/aws-fault.js';

const NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** A success with a document. */
export function s3Document(
  root: string,
  content: string | readonly (Xml | undefined)[],
  requestId: string,
): Answer {
  const headers = { ...ids(requestId), 'content-type': 'application/xml' };
  return { status: 200, headers, body: document(element(root, content, NAMESPACE)) };
}

/** A success without a body. */
export function s3Empty(
  status: number,
  headers: Readonly<Record<string, string>>,
  requestId: string,
): Answer {
  return { status, headers: { ...ids(requestId), ...headers }, body: '' };
}

/** S3's form of an error. The answer to HEAD has a status and headers only. */
export function s3Fault(fault: AwsFault, requestId: string, method: string): Answer {
  const headers = { ...ids(requestId), ...fault.headers };
  if (method === 'HEAD') return { status: fault.status, headers, body: '' };
  const root = element('Error', [
    element('Code', fault.code),
    element('Message', fault.message),
    ...Object.entries(fault.fields).map(([name, value]) => element(name, value)),
    element('RequestId', requestId),
    element('HostId', hostId(requestId)),
  ]);
  return {
    status: fault.status,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: document(root),
  };
}

function ids(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
}

function hostId(requestId: string): string {
  return Buffer.from(`local-aws-accounts/${requestId}`).toString('base64');
}
