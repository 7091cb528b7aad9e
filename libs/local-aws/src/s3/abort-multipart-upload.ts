import type { Answer } from '../http/answer.js';
import type { Call } from '../service/service.js';
import { findUpload } from './find-upload.js';
import { s3Empty } from './s3-answer.js';
import type { ObjectRequest } from './s3-request.js';

export function abortMultipartUpload(call: Call, request: ObjectRequest): Answer {
  const { bucket, id } = findUpload(call, request, 's3:AbortMultipartUpload');
  bucket.objects.uploads.delete(id);
  return s3Empty(204, {}, call.requestId);
}
