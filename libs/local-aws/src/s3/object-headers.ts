import { checksumHeader } from '../objects/checksum.js';
import { SYSTEM_HEADERS } from '../objects/stored-object.js';
import type { ObjectContent, StoredObject } from '../objects/stored-object.js';
import {
  isMetadataName,
  isMetadataValue,
  MAX_METADATA_BYTES,
  metadataSize,
} from '../objects/user-metadata.js';
import { AwsFault } from '../service/aws-fault.js';
import { invalidArgument, notImplemented } from './s3-refusals.js';
import type { S3Request } from './s3-request.js';

type Headers = Readonly<Record<string, string>>;

const META = 'x-amz-meta-';
/** Every object is encrypted with S3's own keys; this is how S3 says so. */
export const ENCRYPTION = { 'x-amz-server-side-encryption': 'AES256' };

export function checkEncryption(headers: ReadonlyMap<string, string>): void {
  const encryption = headers.get('x-amz-server-side-encryption') ?? 'AES256';
  if (encryption !== 'AES256') throw notImplemented('encryption but for AES256');
}

/** What the headers of a request say of the object that it puts. */
export function readObjectHeaders(
  headers: ReadonlyMap<string, string>,
  chunked: boolean,
): Omit<ObjectContent, 'body'> {
  const system: Record<string, string> = {};
  for (const name of SYSTEM_HEADERS) {
    const sent = headers.get(name);
    const value = name === 'content-encoding' && chunked ? withoutChunks(sent) : sent;
    if (value !== undefined && value !== '') system[name] = checked(value);
  }
  return { headers: system, metadata: readMetadata(headers) };
}

/** How the body was sent is no property of the object. */
function withoutChunks(encoding: string | undefined): string | undefined {
  const kept = encoding?.split(',').filter((name) => name.trim() !== 'aws-chunked');
  return kept?.map((name) => name.trim()).join(',');
}

function readMetadata(headers: ReadonlyMap<string, string>): Record<string, string> {
  const metadata = Object.fromEntries(
    [...headers]
      .filter(([name]) => name.startsWith(META))
      .map(([name, value]) => [name.slice(META.length), checked(value)]),
  );
  // A parameter of a presigned URL may be called anything, but an answer carries it as a header.
  const wrong = Object.keys(metadata).find((name) => !isMetadataName(name));
  if (wrong !== undefined) {
    throw invalidArgument(META + wrong, 'The name of user metadata must be one that a header can have');
  }
  const size = metadataSize(metadata);
  if (size > MAX_METADATA_BYTES) {
    const message = 'Your metadata headers exceed the maximum allowed metadata size';
    throw new AwsFault(400, 'MetadataTooLarge', message, {
      fields: { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
    });
  }
  return metadata;
}

function checked(value: string): string {
  if (!isMetadataValue(value)) throw notImplemented('headers and metadata of objects beyond US-ASCII');
  return value;
}

/** What tells one version of an object from another. */
export function versionHeaders({ etag, lastModified }: StoredObject): Headers {
  return { etag, 'last-modified': new Date(lastModified).toUTCString() };
}

/** The headers by which an object is told. */
export function objectHeaders(object: StoredObject): Headers {
  const meta = Object.entries(object.metadata).map(([name, value]) => [META + name, value]);
  return {
    ...versionHeaders(object),
    'accept-ranges': 'bytes',
    ...ENCRYPTION,
    ...object.headers,
    ...Object.fromEntries(meta),
  };
}

export function checksumHeaders({ checksum, checksumType }: StoredObject): Headers {
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksumType };
}

/** The parameters that replace headers of an answer, by the header. */
export const OVERRIDES = SYSTEM_HEADERS.map((header) => `response-${header}`);

export function overrides({ query }: S3Request): Headers {
  const replaced: Record<string, string> = {};
  for (const header of SYSTEM_HEADERS) {
    const name = `response-${header}`;
    const value = query.get(name);
    if (value === undefined) continue;
    if (!isMetadataValue(value))
      throw invalidArgument(name, `${name} must be the value of a header, in US-ASCII`);
    replaced[header] = value;
  }
  return replaced;
}
