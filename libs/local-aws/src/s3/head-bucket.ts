import type { Answer } from '../http/answer.js';
import type { Call } from '../service/service.js';
import { ownBucket } from './own-bucket.js';
import { s3Empty } from './s3-answer.js';
import type { S3Request } from './s3-request.js';

export function headBucket(call: Call, _request: S3Request, name: string): Answer {
  const { region } = ownBucket(call, name, 's3:ListBucket');
  return s3Empty(200, { 'x-amz-bucket-region': region }, call.requestId);
}
