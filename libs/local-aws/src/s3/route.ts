import type { Answer } from '../http/answer.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Call, Operation } from '../service/service.js';
import { unknownOperation } from '../service/unknown-operation.js';
import { chunkedPayload } from '../sigv4/payload.js';
import { ROUTES } from './routes.js';
import type { Route } from './routes.js';
import { notImplemented } from './s3-refusals.js';
import type { S3Request } from './s3-request.js';

/** Headers that every operation understands. Others of S3's own ask for something that is not done here. */
const HEADERS: ReadonlySet<string> = new Set([
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amz-expected-bucket-owner',
]);

/** Headers of HTTP that change what a request means, for operations that read them. */
const MEANINGFUL: ReadonlySet<string> = new Set([
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'content-md5',
]);

export function route(request: S3Request): Operation {
  const found = findRoute(request);
  if (found === undefined) return unknownOperation('s3:Unknown', notImplemented('this operation'));
  return { action: found.action, subject: 'caller', run: (call) => run(found, call, request) };
}

/** Undefined when this is no operation that is answered here. */
export function findRoute(request: S3Request): Route | undefined {
  const on = placeOf(request);
  return ROUTES.find((row) => row.method === request.method && row.on === on && knowsQuery(row, request));
}

function placeOf({ bucket, key }: S3Request): Route['on'] {
  if (bucket === undefined) return 'service';
  return key === undefined ? 'bucket' : 'object';
}

function knowsQuery({ query: known, marker }: Route, { query }: S3Request): boolean {
  if (marker !== undefined && !isMarked(marker, query.get(marker.name))) return false;
  for (const name of query.keys()) {
    if (name !== 'x-id' && name !== marker?.name && !known.includes(name)) return false;
  }
  return true;
}

function isMarked({ value: wanted }: NonNullable<Route['marker']>, value: string | undefined): boolean {
  return value !== undefined && (wanted === undefined || wanted === value);
}

function run(found: Route, call: Call, request: S3Request): Answer {
  for (const name of request.headers.keys()) {
    if (!understands(found, name)) throw notImplemented(`what the header ${name} asks for`);
  }
  if (chunkedPayload(request.headers.get('x-amz-content-sha256')) !== undefined && found.upload !== true) {
    throw notImplemented('a chunked payload of this operation');
  }
  checkOwner(call, request);
  const { bucket = '', key = '' } = request;
  return found.run(call, { ...request, bucket, key }, bucket);
}

function understands({ headers = [] }: Route, name: string): boolean {
  if (!name.startsWith('x-amz-') && !MEANINGFUL.has(name)) return true;
  return (
    HEADERS.has(name) ||
    headers.some((known) => (known.endsWith('-') ? name.startsWith(known) : name === known))
  );
}

function checkOwner({ cloud }: Call, { headers, bucket }: S3Request): void {
  const owner = headers.get('x-amz-expected-bucket-owner');
  const found = bucket === undefined ? undefined : cloud.world.current.buckets.get(bucket);
  if (owner !== undefined && found !== undefined && found.accountId !== owner) {
    throw new AwsFault(403, 'AccessDenied', 'Access Denied');
  }
}
