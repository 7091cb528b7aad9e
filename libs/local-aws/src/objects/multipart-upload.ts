import { createHash } from 'node:crypto';
import { checksumOf } from './checksum.js';
import type { Checksum, ChecksumAlgorithm } from './checksum.js';
import type { ChecksumType, ObjectContent } from './stored-object.js';

/** A piece of an object to be. */
export interface UploadedPart {
  readonly body: Buffer;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
}

/** An object that is being put in parts. */
export interface MultipartUpload {
  readonly key: string;
  readonly content: Omit<ObjectContent, 'body'>;
  /** Undefined when the client wants no checksum of its own. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType } | undefined;
  readonly parts: Map<number, UploadedPart>;
}

/** The ETag of an object of several parts: that of their ETags, and how many there are. */
export function compositeEtag(parts: readonly UploadedPart[]): string {
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex')));
  return `"${createHash('md5').update(digests).digest('hex')}-${parts.length}"`;
}

/** The checksum of the checksums of the parts, and how many there are. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly UploadedPart[]): Checksum {
  const digests = Buffer.concat(parts.map(({ checksum }) => Buffer.from(checksum?.value ?? '', 'base64')));
  return { algorithm, value: `${checksumOf(algorithm, digests).value}-${parts.length}` };
}
