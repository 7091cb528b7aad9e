import type { Answer } from '../http/answer.js';
import { checksumHeader } from '../objects/checksum.js';
import type { Checksum } from '../objects/checksum.js';
import type { MultipartUpload } from '../objects/multipart-upload.js';
import { etagOf } from '../objects/stored-object.js';
import { MAX_OBJECT_BYTES, objectTooLarge } from '../service/body-limit.js';
import type { Call } from '../service/service.js';
import { findUpload } from './find-upload.js';
import { verifyIntegrity } from './integrity.js';
import { ENCRYPTION } from './object-headers.js';
import { readUpload } from './read-upload.js';
import { s3Empty } from './s3-answer.js';
import { invalidArgument, invalidRequest } from './s3-refusals.js';
import type { ObjectRequest } from './s3-request.js';

const MAX_PART_NUMBER = 10_000;

/** Puts a part, or puts it anew. */
export function uploadPart(call: Call, request: ObjectRequest): Answer {
  const number = readNumber(request.query.get('partNumber') ?? '');
  const { upload } = findUpload(call, request, 's3:PutObject');
  const sent = readUpload(call, request);
  const checksum = verifyIntegrity(request.headers, sent);
  checkAlgorithm(upload, checksum);
  checkSize(upload, number, sent.body);
  const etag = etagOf(sent.body);
  upload.parts.set(number, { body: sent.body, etag, checksum });
  const told = checksum === undefined ? {} : { [checksumHeader(checksum.algorithm)]: checksum.value };
  return s3Empty(200, { etag, ...told, ...ENCRYPTION }, call.requestId);
}

function readNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAX_PART_NUMBER) return number;
  const message = `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`;
  throw invalidArgument('partNumber', message);
}

function checkAlgorithm(upload: MultipartUpload, checksum: Checksum | undefined): void {
  const expected = upload.checksum?.algorithm;
  if (expected === undefined || expected === checksum?.algorithm) return;
  const [wanted, actual] = [expected, checksum?.algorithm ?? 'null'].map((name) => name.toLowerCase());
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${wanted}, actual checksum Type: ${actual}`,
  );
}

function checkSize({ parts }: MultipartUpload, number: number, body: Buffer): void {
  let size = body.length - (parts.get(number)?.body.length ?? 0);
  for (const part of parts.values()) size += part.body.length;
  if (size > MAX_OBJECT_BYTES) throw objectTooLarge();
}
