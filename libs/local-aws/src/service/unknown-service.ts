import type { Answer } from '../http/answer.js';
import type { HttpRequest } from '../http/http-request.js';
import { document, element } from '../http/xml.js';

const CODE = 'UnknownService';
const MESSAGE =
  'local-aws-accounts answers for sts, s3, organizations, account and ec2, and for what LocalAws.handle adds.';

/** The answer to a request signed for a service that is not in the table, in the form its client can read. */
export function unknownService(request: HttpRequest, requestId: string): Answer {
  const json = request.headers.get('content-type')?.startsWith('application/x-amz-json') === true;
  const headers = { 'x-amzn-requestid': requestId, 'x-amzn-errortype': CODE };
  if (json) {
    const body = JSON.stringify({ __type: CODE, message: MESSAGE });
    return { status: 400, headers: { ...headers, 'content-type': 'application/x-amz-json-1.0' }, body };
  }
  const error = element('Error', [
    element('Type', 'Sender'),
    element('Code', CODE),
    element('Message', MESSAGE),
  ]);
  const root = element('ErrorResponse', [error, element('RequestId', requestId)]);
  return { status: 400, headers: { ...headers, 'content-type': 'text/xml' }, body: document(root) };
}
