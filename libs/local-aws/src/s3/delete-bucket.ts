import type { Answer } from '../http/answer.js';
import type { Call } from '../service/service.js';
import { ownBucket } from './own-bucket.js';
import { s3Empty } from './s3-answer.js';
import type { S3Request } from './s3-request.js';

export function deleteBucket(call: Call, _request: S3Request, name: string): Answer {
  call.cloud.world.removeBucket(ownBucket(call, name, 's3:DeleteBucket'));
  return s3Empty(204, {}, call.requestId);
}
