import { createHash } from 'node:crypto';
import { checksumOf } from './checksum.js';
import type { Checksum } from './checksum.js';

/** The headers of an object that its maker sets and that come back with it, in S3's own words. */
export const SYSTEM_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

export type SystemHeader = (typeof SYSTEM_HEADERS)[number];

/** Whether a checksum is that of the object, or of the checksums of its parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** What its maker says of an object. */
export interface ObjectContent {
  readonly body: Buffer;
  readonly headers: Readonly<Partial<Record<SystemHeader, string>>>;
  /** User metadata by name, without `x-amz-meta-`, in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object as a bucket holds it. It is never changed, only replaced. */
export interface StoredObject extends ObjectContent {
  /** With its quotation marks, as in the header. */
  readonly etag: string;
  /** In whole seconds, since that is what the header can say. */
  readonly lastModified: number;
  readonly checksum: Checksum;
  readonly checksumType: ChecksumType;
  /** Made by the description of the world, not through S3. */
  readonly declared: boolean;
}

/** How an object came to be. */
export interface Making {
  readonly now: number;
  readonly declared: boolean;
  /** Where it is not simply the hash of the body. */
  readonly etag?: string;
  /** S3 keeps CRC64NVME for an object that came without a checksum. */
  readonly checksum?: Checksum | undefined;
  readonly checksumType?: ChecksumType;
}

export function storeObject({ body, headers, metadata }: ObjectContent, making: Making): StoredObject {
  return {
    body,
    headers: { 'content-type': 'binary/octet-stream', ...headers },
    metadata,
    etag: making.etag ?? etagOf(body),
    lastModified: Math.floor(making.now / 1000) * 1000,
    checksum: making.checksum ?? checksumOf('CRC64NVME', body),
    checksumType: making.checksumType ?? 'FULL_OBJECT',
    declared: making.declared,
  };
}

/** The ETag of what is put in one piece. */
export function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
