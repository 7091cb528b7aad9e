import type { HttpRequest } from '../http/http-request.js';
import { decodePercent } from '../http/percent.js';
import { parseQuery } from '../http/query.js';
import type { Pairs } from '../http/query.js';
import { isPresigned, SIGNATURE_PARAMETERS } from '../sigv4/claim.js';
import { bucketOfHost } from './bucket-of-host.js';
import type { S3Request } from './s3-request.js';

/** Takes a request apart; undefined when its URL cannot be decoded or says something twice. */
export function readS3Request(request: HttpRequest): S3Request | undefined {
  const pairs = parseQuery(request.rawQuery);
  const place = readPlace(request);
  if (pairs === undefined || place === undefined) return undefined;
  const { method, body } = request;
  const { query, headers } = isPresigned(pairs) ? unfold(pairs) : { query: pairs, headers: [] };
  const parts = {
    query: new Map(query),
    headers: new Map([...request.headers, ...headers]),
  };
  const repeats =
    parts.query.size < query.length || parts.headers.size < request.headers.size + headers.length;
  return repeats ? undefined : { method, ...place, ...parts, body };
}

/** The query of a presigned URL without its signature; whoever signed it may have moved headers of S3 into it. */
function unfold(pairs: Pairs): { query: Pairs; headers: Pairs } {
  const rest = pairs.filter(([name]) => !SIGNATURE_PARAMETERS.has(name));
  return {
    query: rest.filter(([name]) => !isHeader(name)),
    headers: rest.filter(([name]) => isHeader(name)).map(([name, value]) => [name.toLowerCase(), value]),
  };
}

function isHeader(name: string): boolean {
  return name.toLowerCase().startsWith('x-amz-');
}

/** `/`, `/bucket`, `/bucket/` or `/bucket/key`; or `/` and `/key` where the host names the bucket. */
function readPlace(request: HttpRequest): Pick<S3Request, 'bucket' | 'key'> | undefined {
  const { rawPath, headers } = request;
  if (!rawPath.startsWith('/')) return undefined;
  const hosted = bucketOfHost(headers.get('host') ?? '');
  const slash = hosted === undefined ? rawPath.indexOf('/', 1) : 0;
  const bucket = hosted ?? decodePercent(slash < 0 ? rawPath.slice(1) : rawPath.slice(1, slash));
  const key = decodePercent(slash < 0 ? '' : rawPath.slice(slash + 1));
  if (bucket === undefined || key === undefined || (bucket === '' && slash > 0)) return undefined;
  return { bucket: bucket === '' ? undefined : bucket, key: key === '' ? undefined : key };
}
