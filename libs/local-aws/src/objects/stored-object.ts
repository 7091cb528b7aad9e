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
  /** Made by the description of the world, not through S3. */
  readonly declared: boolean;
}

/** S3 keeps CRC64NVME for an object that came without a checksum. */
export function storeObject(
  content: ObjectContent,
  made: { readonly now: number; readonly declared: boolean; readonly checksum?: Checksum },
): StoredObject {
  const { body, headers, metadata } = content;
  return {
    body,
    headers: { 'content-type': 'binary/octet-stream', ...headers },
    metadata,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    lastModified: Math.floor(made.now / 1000) * 1000,
    checksum: made.checksum ?? checksumOf('CRC64NVME', body),
    declared: made.declared,
  };
}
