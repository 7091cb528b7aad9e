import { isBucketName } from '../data/bucket-name.js';
import { isRegion } from '../data/region.js';
import type { Answer } from '../http/answer.js';
import { element } from '../http/xml.js';
import type { Call } from '../service/service.js';
import type { CompiledBucket } from '../world/compiled-world.js';
import { authorize } from './authorize.js';
import { decodeToken, encodeToken } from './continuation-token.js';
import { owner } from './owner.js';
import { s3Document } from './s3-answer.js';
import { invalidArgument } from './s3-refusals.js';
import type { S3Request } from './s3-request.js';

/** The most buckets that one answer holds, as in S3. */
const MAX_BUCKETS = 10_000;

export function listBuckets(call: Call, { query }: S3Request): Answer {
  const limit = readLimit(query.get('max-buckets'));
  const after = readToken(query.get('continuation-token'));
  const region = readRegionFilter(query.get('bucket-region'), call.region);
  const prefix = query.get('prefix');
  authorize(call, { action: 's3:ListAllMyBuckets' });
  const own = call.cloud.world.current.bucketsOf.get(call.caller.accountId) ?? [];
  const page = takePage(own, limit, (bucket) => {
    if (after !== undefined && bucket.name <= after) return false;
    return (region === undefined || bucket.region === region) && bucket.name.startsWith(prefix ?? '');
  });
  // S3 tells each bucket's region only to a request that has a parameter.
  const regions = [...query.keys()].some((name) => name !== 'x-id');
  const last = page.more ? page.buckets.at(-1) : undefined;
  const content = [
    owner(call.caller.accountId),
    element(
      'Buckets',
      page.buckets.map((bucket) => entry(bucket, regions)),
    ),
    last === undefined ? undefined : element('ContinuationToken', encodeToken(last.name)),
    prefix === undefined ? undefined : element('Prefix', prefix),
  ];
  return s3Document('ListAllMyBucketsResult', content, call.requestId);
}

function takePage(
  own: readonly CompiledBucket[],
  limit: number,
  wanted: (bucket: CompiledBucket) => boolean,
) {
  const buckets: CompiledBucket[] = [];
  for (const bucket of own) {
    if (!wanted(bucket)) continue;
    if (buckets.length === limit) return { buckets, more: true };
    buckets.push(bucket);
  }
  return { buckets, more: false };
}

function entry(bucket: CompiledBucket, withRegion: boolean) {
  return element('Bucket', [
    element('Name', bucket.name),
    element('CreationDate', new Date(bucket.createdAt).toISOString()),
    withRegion ? element('BucketRegion', bucket.region) : undefined,
  ]);
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return MAX_BUCKETS;
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_BUCKETS) {
    throw invalidArgument('max-buckets', `max-buckets must be a whole number from 1 to ${MAX_BUCKETS}`);
  }
  return limit;
}

function readToken(text: string | undefined): string | undefined {
  // S3 takes an empty token for none.
  if (text === undefined || text === '') return undefined;
  const name = decodeToken(text);
  if (name === undefined || !isBucketName(name))
    throw invalidArgument('continuation-token', 'The continuation token provided is incorrect');
  return name;
}

function readRegionFilter(text: string | undefined, endpoint: string): string | undefined {
  if (text === undefined) return undefined;
  if (!isRegion(text) || text !== endpoint) {
    throw invalidArgument('bucket-region', 'bucket-region must be the region that the request is sent to');
  }
  return text;
}
