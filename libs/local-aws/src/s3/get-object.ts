import type { Answer } from '../http/answer.js';
import type { Call } from '../service/service.js';
import { readableObject } from './object-access.js';
import { checksumHeaders, objectHeaders, overrides, versionHeaders } from './object-headers.js';
import { checkRead } from './preconditions.js';
import { readRange } from './range.js';
import { s3Empty } from './s3-answer.js';
import { invalidArgument } from './s3-refusals.js';
import type { ObjectRequest } from './s3-request.js';

/** GetObject, and HeadObject, which says the same without the body. */
export function getObject(call: Call, request: ObjectRequest): Answer {
  const { headers, method } = request;
  const replaced = overrides(request);
  const withChecksum = readChecksumMode(headers.get('x-amz-checksum-mode'));
  const object = readableObject(call, request);
  if (checkRead(headers, object) === 'not-modified') {
    return s3Empty(304, versionHeaders(object), call.requestId);
  }
  const size = object.body.length;
  const part = readRange(headers.get('range'), size);
  const { start, end } = part ?? { start: 0, end: size };
  const answer = s3Empty(
    part === undefined ? 200 : 206,
    {
      ...objectHeaders(object),
      ...replaced,
      'content-length': String(end - start),
      ...(part === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
      // The checksum is that of the whole.
      ...(withChecksum && part === undefined ? checksumHeaders(object) : {}),
    },
    call.requestId,
  );
  return method === 'HEAD' ? answer : { ...answer, body: object.body.subarray(start, end) };
}

function readChecksumMode(mode: string | undefined): boolean {
  if (mode !== undefined && mode !== 'ENABLED') {
    throw invalidArgument('x-amz-checksum-mode', 'x-amz-checksum-mode must be ENABLED');
  }
  return mode !== undefined;
}
