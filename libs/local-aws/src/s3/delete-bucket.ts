import type { Answer } from '../http/answer.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Call } from '../service/service.js';
import { ownBucket } from './own-bucket.js';
import { s3Empty } from './s3-answer.js';
import type { S3Request } from './s3-request.js';

export function deleteBucket(call: Call, _request: S3Request, name: string): Answer {
  const bucket = ownBucket(call, name, 's3:DeleteBucket');
  if (bucket.objects.size > 0) {
    const message = 'The bucket you tried to delete is not empty';
    throw new AwsFault(409, 'BucketNotEmpty', message, { fields: { BucketName: name } });
  }
  call.cloud.world.removeBucket(bucket);
  return s3Empty(204, {}, call.requestId);
}
