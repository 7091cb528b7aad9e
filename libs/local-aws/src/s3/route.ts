import type { Answer } from '../http/answer.js';
import { AwsFault } from '../service/aws-fault.js';
import type { OperationName } from '../service/operations.js';
import type { Call, Operation } from '../service/service.js';
import { createBucket } from './create-bucket.js';
import { deleteBucket } from './delete-bucket.js';
import { headBucket } from './head-bucket.js';
import { listBuckets } from './list-buckets.js';
import { notImplemented } from './s3-refusals.js';
import type { S3Request } from './s3-request.js';

interface Route {
  readonly action: OperationName;
  readonly method: string;
  readonly on: 'service' | 'bucket';
  /** The parameters that it reads; any other one makes it another operation. */
  readonly query: readonly string[];
  readonly run: (call: Call, request: S3Request, bucket: string) => Answer;
}

/** The table of operations. */
const ROUTES: readonly Route[] = [
  {
    action: 's3:ListBuckets',
    method: 'GET',
    on: 'service',
    query: ['max-buckets', 'continuation-token', 'prefix', 'bucket-region'],
    run: listBuckets,
  },
  { action: 's3:CreateBucket', method: 'PUT', on: 'bucket', query: [], run: createBucket },
  { action: 's3:DeleteBucket', method: 'DELETE', on: 'bucket', query: [], run: deleteBucket },
  { action: 's3:HeadBucket', method: 'HEAD', on: 'bucket', query: [], run: headBucket },
];

/** Headers that every operation understands. Others ask for something that is not done here. */
const HEADERS: ReadonlySet<string> = new Set([
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amz-expected-bucket-owner',
]);

export function route(request: S3Request): Operation {
  const on = request.bucket === undefined ? 'service' : 'bucket';
  const found =
    request.key === undefined
      ? ROUTES.find((row) => row.method === request.method && row.on === on && knowsQuery(row, request))
      : undefined;
  if (found === undefined) return { action: 's3:Unknown', subject: 'caller', run: refuse };
  return { action: found.action, subject: 'caller', run: (call) => run(found, call, request) };
}

function knowsQuery(row: Route, { query }: S3Request): boolean {
  for (const name of query.keys()) if (name !== 'x-id' && !row.query.includes(name)) return false;
  return true;
}

function refuse(): never {
  throw notImplemented('this operation');
}

function run(found: Route, call: Call, request: S3Request): Answer {
  for (const name of request.headers.keys()) {
    if (name.startsWith('x-amz-') && !HEADERS.has(name))
      throw notImplemented('what a header of the request asks for');
  }
  checkOwner(call, request);
  return found.run(call, request, request.bucket ?? '');
}

function checkOwner({ cloud }: Call, { headers, bucket }: S3Request): void {
  const owner = headers.get('x-amz-expected-bucket-owner');
  const found = bucket === undefined ? undefined : cloud.world.current.buckets.get(bucket);
  if (owner !== undefined && found !== undefined && found.accountId !== owner) {
    throw new AwsFault(403, 'AccessDenied', 'Access Denied');
  }
}
