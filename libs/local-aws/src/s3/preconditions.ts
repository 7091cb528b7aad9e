import type { StoredObject } from '../objects/stored-object.js';
import { noSuchKey, notImplemented, preconditionFailed } from './s3-refusals.js';

type Headers = ReadonlyMap<string, string>;

/** The conditions that a request to read can set. */
export const READ_CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];

/** The conditions that a request to write can set. */
export const WRITE_CONDITIONS = ['if-match', 'if-none-match'];

/**
 * Throws `PreconditionFailed`, or says whether the client's copy is still good. As in RFC 9110, a condition on the
 * ETag outweighs the one on the date that belongs to it, and a date that is none is no condition.
 */
export function checkRead(headers: Headers, { etag, lastModified }: StoredObject): 'send' | 'not-modified' {
  const match = headers.get('if-match');
  if (match !== undefined && !names(match, etag)) throw preconditionFailed('If-Match');
  const unmodified = Date.parse(headers.get('if-unmodified-since') ?? '');
  if (match === undefined && lastModified > unmodified) throw preconditionFailed('If-Unmodified-Since');
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== undefined) return names(noneMatch, etag) ? 'not-modified' : 'send';
  return lastModified <= Date.parse(headers.get('if-modified-since') ?? '') ? 'not-modified' : 'send';
}

/** Throws unless the object that is there, or its absence, is what the request counts on. */
export function checkWrite(headers: Headers, key: string, existing: StoredObject | undefined): void {
  const [match, noneMatch] = [headers.get('if-match'), headers.get('if-none-match')];
  if (noneMatch !== undefined && (noneMatch !== '*' || match !== undefined)) {
    throw notImplemented('If-None-Match but for * alone when an object is put');
  }
  if (match?.includes('*') === true) throw notImplemented('If-Match but for an ETag when an object is put');
  if (noneMatch !== undefined && existing !== undefined) throw preconditionFailed('If-None-Match');
  if (match === undefined) return;
  if (existing === undefined) throw noSuchKey(key);
  if (!names(match, existing.etag)) throw preconditionFailed('If-Match');
}

/** Whether a list of ETags names this one. S3 takes them without their quotation marks too. */
function names(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const tag = item.trim().replace(/^W\//, '');
    return tag === '*' || tag === etag || `"${tag}"` === etag;
  });
}
