import type { Answer } from '../http/answer.js';
import type { Call } from '../service/service.js';
import { ownBucket } from './own-bucket.js';
import { s3Document } from './s3-answer.js';
import type { S3Request } from './s3-request.js';

/** S3's oldest region has no name here. */
export function getBucketLocation(call: Call, _request: S3Request, name: string): Answer {
  const { region } = ownBucket(call, name, 's3:GetBucketLocation');
  return s3Document('LocationConstraint', region === 'us-east-1' ? '' : region, call.requestId);
}
