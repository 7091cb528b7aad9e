import type { Answer } from '../http/answer.js';
import { storeObject } from '../objects/stored-object.js';
import type { Call } from '../service/service.js';
import { verifyIntegrity } from './integrity.js';
import { bucketForObject } from './object-access.js';
import { checksumHeaders, ENCRYPTION, readObjectHeaders } from './object-headers.js';
import { checkWrite } from './preconditions.js';
import { readUpload } from './read-upload.js';
import { s3Empty } from './s3-answer.js';
import { notImplemented } from './s3-refusals.js';
import type { ObjectRequest } from './s3-request.js';

export function putObject(call: Call, request: ObjectRequest): Answer {
  const { headers, key } = request;
  const encryption = headers.get('x-amz-server-side-encryption') ?? 'AES256';
  if (encryption !== 'AES256') throw notImplemented('encryption but for AES256');
  const bucket = bucketForObject(call, request, 's3:PutObject');
  const upload = readUpload(call, request);
  const checksum = verifyIntegrity(headers, upload);
  const content = { body: upload.body, ...readObjectHeaders(headers, upload.trailers !== undefined) };
  // Whoever compares what is there must be allowed to see it.
  if (headers.has('if-match')) bucketForObject(call, request, 's3:GetObject');
  checkWrite(headers, key, bucket.objects.get(key));
  const object = storeObject(content, {
    now: call.now,
    declared: false,
    ...(checksum === undefined ? {} : { checksum }),
  });
  call.cloud.world.putObject(bucket, key, object);
  return s3Empty(200, { etag: object.etag, ...checksumHeaders(object), ...ENCRYPTION }, call.requestId);
}
