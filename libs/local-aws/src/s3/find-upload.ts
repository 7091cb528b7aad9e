import type { MultipartUpload } from '../objects/multipart-upload.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Call } from '../service/service.js';
import type { CompiledBucket } from '../world/compiled-world.js';
import { bucketForObject } from './object-access.js';
import type { ObjectRequest } from './s3-request.js';

export interface FoundUpload {
  readonly bucket: CompiledBucket;
  readonly id: string;
  readonly upload: MultipartUpload;
}

/** The upload in parts that the request is about, if the caller may do this to its key. */
export function findUpload(call: Call, request: ObjectRequest, action: string): FoundUpload {
  const bucket = bucketForObject(call, request, action);
  const id = request.query.get('uploadId') ?? '';
  const upload = bucket.objects.uploads.get(id);
  if (upload?.key === request.key) return { bucket, id, upload };
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new AwsFault(404, 'NoSuchUpload', message, { fields: { UploadId: id } });
}
