import type { Answer } from '../http/answer.js';
import { encodePercent } from '../http/percent.js';
import { element } from '../http/xml.js';
import { checksumOf } from '../objects/checksum.js';
import { compositeChecksum, compositeEtag } from '../objects/multipart-upload.js';
import type { MultipartUpload, UploadedPart } from '../objects/multipart-upload.js';
import { storeObject } from '../objects/stored-object.js';
import type { Making } from '../objects/stored-object.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Call } from '../service/service.js';
import { bucketOfHost } from './bucket-of-host.js';
import { findUpload } from './find-upload.js';
import { checkReplaced } from './object-access.js';
import { ENCRYPTION } from './object-headers.js';
import { readCompletion } from './read-completion.js';
import type { NamedPart } from './read-completion.js';
import { s3Document } from './s3-answer.js';
import { invalidRequest } from './s3-refusals.js';
import type { ObjectRequest } from './s3-request.js';

/** Every part but the last must have this many bytes. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

/** Makes the object of the parts that the request names. The others are forgotten. */
export function completeMultipartUpload(call: Call, request: ObjectRequest): Answer {
  const { bucket, id, upload } = findUpload(call, request, 's3:PutObject');
  const parts = takeParts(upload, readCompletion(request.body));
  checkReplaced(call, request, bucket.objects.get(request.key));
  const body = Buffer.concat(parts.map((part) => part.body));
  const object = storeObject(
    { ...upload.content, body },
    { now: call.now, declared: false, etag: compositeEtag(parts), ...checksumOfWhole(upload, parts, body) },
  );
  bucket.objects.uploads.delete(id);
  call.cloud.world.putObject(bucket, request.key, object);
  const { checksum, checksumType } = object;
  const content = [
    element('Location', locationOf(request)),
    element('Bucket', bucket.name),
    element('Key', request.key),
    element('ETag', object.etag),
    element(`Checksum${checksum.algorithm}`, checksum.value),
    element('ChecksumType', checksumType),
  ];
  const answer = s3Document('CompleteMultipartUploadResult', content, call.requestId);
  return { ...answer, headers: { ...answer.headers, ...ENCRYPTION } };
}

function locationOf({ headers, bucket, key }: ObjectRequest): string {
  const host = headers.get('host') ?? '';
  const path = bucketOfHost(host) === undefined ? `${bucket}/${key}` : key;
  return `http://${host}/${path.split('/').map(encodePercent).join('/')}`;
}

function checksumOfWhole(
  { checksum }: MultipartUpload,
  parts: readonly UploadedPart[],
  body: Buffer,
): Pick<Making, 'checksum' | 'checksumType'> {
  if (checksum === undefined) return {};
  const { algorithm, type } = checksum;
  const value = type === 'COMPOSITE' ? compositeChecksum(algorithm, parts) : checksumOf(algorithm, body);
  return { checksum: value, checksumType: type };
}

function takeParts(upload: MultipartUpload, named: readonly NamedPart[]): UploadedPart[] {
  if (named.some(({ number }, i) => i > 0 && number <= (named[i - 1]?.number ?? 0))) {
    const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
    throw new AwsFault(400, 'InvalidPartOrder', message);
  }
  const parts = named.map((part) => takePart(upload, part));
  const small = parts.slice(0, -1).find(({ body }) => body.length < MIN_PART_BYTES);
  if (small !== undefined) {
    const message = 'Your proposed upload is smaller than the minimum allowed size';
    throw new AwsFault(400, 'EntityTooSmall', message, {
      fields: { ProposedSize: String(small.body.length), MinSizeAllowed: String(MIN_PART_BYTES) },
    });
  }
  return parts;
}

function takePart(upload: MultipartUpload, { number, etag, checksums }: NamedPart): UploadedPart {
  const part = upload.parts.get(number);
  const same = part !== undefined && etag.replaceAll('"', '') === part.etag.replaceAll('"', '');
  const { algorithm, value } = part?.checksum ?? {};
  const verified = [...checksums].every(([name, sent]) => name === algorithm && sent === value);
  if (!same || !verified) {
    const message =
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
    throw new AwsFault(400, 'InvalidPart', message, { fields: { PartNumber: String(number), ETag: etag } });
  }
  if (upload.checksum?.type === 'COMPOSITE' && checksums.size === 0) {
    throw invalidRequest(
      `The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  return part;
}
