import type { Answer } from '../http/answer.js';
import type { Call } from '../service/service.js';
import { bucketForObject } from './object-access.js';
import { s3Empty } from './s3-answer.js';
import type { ObjectRequest } from './s3-request.js';

/** Succeeds whether or not there is such an object, as in S3. */
export function deleteObject(call: Call, request: ObjectRequest): Answer {
  const bucket = bucketForObject(call, request, 's3:DeleteObject');
  call.cloud.world.deleteObject(bucket, request.key);
  return s3Empty(204, {}, call.requestId);
}
