import { isBucketName } from '../data/bucket-name.js';

const VERSION = '1:';

/** An opaque token for the place behind this bucket; it stays right while buckets come and go. */
export function encodeToken(name: string): string {
  return Buffer.from(VERSION + name).toString('base64url');
}

/** Undefined for anything that {@link encodeToken} does not make. */
export function decodeToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(VERSION)) return undefined;
  const name = text.slice(VERSION.length);
  return isBucketName(name) && encodeToken(name) === token ? name : undefined;
}
