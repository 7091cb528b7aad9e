import { isBucketName } from '../data/bucket-name.js';
import type { Answer } from '../http/answer.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Call } from '../service/service.js';
import { authorize } from './authorize.js';
import { readLocation } from './read-location.js';
import { s3Empty } from './s3-answer.js';
import type { S3Request } from './s3-request.js';

export function createBucket(call: Call, { body }: S3Request, name: string): Answer {
  if (!isBucketName(name)) {
    throw new AwsFault(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
      fields: { BucketName: name },
    });
  }
  const region = readLocation(body, call.region);
  authorize(call, { action: 's3:CreateBucket', bucket: name });
  const { world } = call.cloud;
  const existing = world.current.buckets.get(name);
  if (existing === undefined) {
    world.addBucket({ name, region, accountId: call.caller.accountId, createdAt: call.now });
  } else {
    checkExisting(existing.accountId === call.caller.accountId, call.region, name);
  }
  return s3Empty(200, { location: `/${name}` }, call.requestId);
}

/** Making one's own bucket again is no error in us-east-1, for S3's oldest clients. */
function checkExisting(own: boolean, region: string, name: string): void {
  if (own && region === 'us-east-1') return;
  const fields = { BucketName: name };
  if (own) {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    throw new AwsFault(409, 'BucketAlreadyOwnedByYou', message, { fields });
  }
  const message = 'The requested bucket name is not available: names are shared by all accounts.';
  throw new AwsFault(409, 'BucketAlreadyExists', message, { fields });
}
