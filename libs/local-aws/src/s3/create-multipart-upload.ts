import type { Answer } from '../http/answer.js';
import { element } from '../http/xml.js';
import { checksumAlgorithm } from '../objects/checksum.js';
import type { MultipartUpload } from '../objects/multipart-upload.js';
import type { Call } from '../service/service.js';
import { bucketForObject } from './object-access.js';
import { checkEncryption, ENCRYPTION, readObjectHeaders } from './object-headers.js';
import { s3Document } from './s3-answer.js';
import { invalidRequest } from './s3-refusals.js';
import type { ObjectRequest } from './s3-request.js';

export function createMultipartUpload(call: Call, request: ObjectRequest): Answer {
  const { headers, key } = request;
  checkEncryption(headers);
  const checksum = readChecksum(headers);
  const content = readObjectHeaders(headers, false);
  const { objects, name } = bucketForObject(call, request, 's3:PutObject');
  const id = Buffer.from(call.cloud.random(48)).toString('base64url');
  objects.uploads.set(id, { key, content, checksum, parts: new Map() });
  const answer = s3Document(
    'InitiateMultipartUploadResult',
    [element('Bucket', name), element('Key', key), element('UploadId', id)],
    call.requestId,
  );
  const told =
    checksum === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type };
  return { ...answer, headers: { ...answer.headers, ...ENCRYPTION, ...told } };
}

/** Only a cyclic redundancy check can be that of the whole; CRC64NVME can be nothing else. */
function readChecksum(headers: ReadonlyMap<string, string>): MultipartUpload['checksum'] {
  const name = headers.get('x-amz-checksum-algorithm');
  const type = headers.get('x-amz-checksum-type');
  if (name === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const algorithm = checksumAlgorithm(name);
  if (algorithm === undefined) throw invalidRequest('Checksum algorithm provided is unsupported.');
  const wanted = type ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (wanted !== 'FULL_OBJECT' && wanted !== 'COMPOSITE') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  const possible = wanted === 'FULL_OBJECT' ? algorithm.startsWith('CRC') : algorithm !== 'CRC64NVME';
  if (possible) return { algorithm, type: wanted };
  throw invalidRequest(
    `The ${wanted} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  );
}
