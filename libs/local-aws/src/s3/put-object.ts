import type { Answer } from '../http/answer.js';
import { storeObject } from '../objects/stored-object.js';
import type { Call } from '../service/service.js';
import { verifyIntegrity } from './integrity.js';
import { bucketForObject, checkReplaced } from './object-access.js';
import { checkEncryption, checksumHeaders, ENCRYPTION, readObjectHeaders } from './object-headers.js';
import { readUpload } from './read-upload.js';
import { s3Empty } from './s3-answer.js';
import type { ObjectRequest } from './s3-request.js';

export function putObject(call: Call, request: ObjectRequest): Answer {
  const { headers, key } = request;
  checkEncryption(headers);
  const bucket = bucketForObject(call, request, 's3:PutObject');
  const upload = readUpload(call, request);
  const checksum = verifyIntegrity(headers, upload);
  const content = { body: upload.body, ...readObjectHeaders(headers, upload.trailers !== undefined) };
  checkReplaced(call, request, bucket.objects.get(key));
  const object = storeObject(content, { now: call.now, declared: false, checksum });
  call.cloud.world.putObject(bucket, key, object);
  return s3Empty(200, { etag: object.etag, ...checksumHeaders(object), ...ENCRYPTION }, call.requestId);
}
