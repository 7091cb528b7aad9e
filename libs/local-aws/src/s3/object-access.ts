import { isObjectKey, MAX_KEY_BYTES } from '../objects/object-key.js';
import type { StoredObject } from '../objects/stored-object.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Call } from '../service/service.js';
import { authorize } from './authorize.js';
import { ownBucket } from './own-bucket.js';
import { checkWrite } from './preconditions.js';
import { noSuchKey } from './s3-refusals.js';
import type { ObjectRequest } from './s3-request.js';

/** The bucket, if the caller may do this to that object of it. */
export function bucketForObject(call: Call, { bucket, key }: ObjectRequest, action: string) {
  if (!isObjectKey(key)) {
    throw new AwsFault(400, 'KeyTooLongError', 'Your key is too long', {
      fields: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(MAX_KEY_BYTES) },
    });
  }
  return ownBucket(call, bucket, action, key);
}

/** Throws unless what is there is what the request counts on. Whoever compares it must be allowed to see it. */
export function checkReplaced(call: Call, request: ObjectRequest, existing: StoredObject | undefined): void {
  if (request.headers.has('if-match')) bucketForObject(call, request, 's3:GetObject');
  checkWrite(request.headers, request.key, existing);
}

/** The object, if the caller may read it. That there is none is told only to who may list the bucket. */
export function readableObject(call: Call, request: ObjectRequest): StoredObject {
  const { objects } = bucketForObject(call, request, 's3:GetObject');
  const object = objects.get(request.key);
  if (object !== undefined) return object;
  authorize(call, { action: 's3:ListBucket', bucket: request.bucket });
  throw noSuchKey(request.key);
}
