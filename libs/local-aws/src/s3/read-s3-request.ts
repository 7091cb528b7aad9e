import type { HttpRequest } from '../http/http-request.js';
import { decodePercent } from '../http/percent.js';
import { parseQuery } from '../http/query.js';
import type { S3Request } from './s3-request.js';

/** Takes a request of path style apart; undefined when its URL cannot be decoded or repeats a parameter. */
export function readS3Request(request: HttpRequest): S3Request | undefined {
  const pairs = parseQuery(request.rawQuery);
  const place = readPlace(request.rawPath);
  if (pairs === undefined || place === undefined) return undefined;
  const query = new Map(pairs);
  if (query.size < pairs.length) return undefined;
  return { method: request.method, ...place, query, headers: request.headers, body: request.body };
}

/** `/`, `/bucket`, `/bucket/` or `/bucket/key`. The host will matter here when virtual-host style comes. */
function readPlace(rawPath: string): { bucket: string | undefined; key: string | undefined } | undefined {
  if (!rawPath.startsWith('/')) return undefined;
  const slash = rawPath.indexOf('/', 1);
  const bucket = decodePercent(slash < 0 ? rawPath.slice(1) : rawPath.slice(1, slash));
  const key = decodePercent(slash < 0 ? '' : rawPath.slice(slash + 1));
  if (bucket === undefined || key === undefined || (bucket === '' && slash > 0)) return undefined;
  return { bucket: bucket === '' ? undefined : bucket, key: key === '' ? undefined : key };
}
