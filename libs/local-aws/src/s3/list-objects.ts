import type { Answer } from '../http/answer.js';
import { element } from '../http/xml.js';
import type { Xml } from '../http/xml.js';
import type { StoredObject } from '../objects/stored-object.js';
import type { Call } from '../service/service.js';
import { encodeToken } from './continuation-token.js';
import { takePage } from './list-page.js';
import { readListObjects } from './list-objects-input.js';
import type { ListObjectsInput } from './list-objects-input.js';
import { ownBucket } from './own-bucket.js';
import { owner } from './owner.js';
import { s3Document } from './s3-answer.js';
import type { S3Request } from './s3-request.js';

/** ListObjectsV2. */
export function listObjects(call: Call, { query }: S3Request, name: string): Answer {
  const input = readListObjects(query);
  const bucket = ownBucket(call, name, 's3:ListBucket');
  const { prefix, delimiter, maxKeys, token, startAfter } = input;
  const after = input.after ?? startAfter ?? '';
  const page = takePage(bucket.objects.keys(), { prefix, delimiter, maxKeys, after });
  const write = (text: string) => (input.encodingType === undefined ? text : encodeForUrl(text));
  const content = [
    element('Name', name),
    element('Prefix', write(prefix)),
    optional('StartAfter', startAfter, write),
    optional('ContinuationToken', token),
    optional('NextContinuationToken', page.next, encodeToken),
    element('KeyCount', page.keys.length + page.commonPrefixes.length),
    element('MaxKeys', maxKeys),
    optional('Delimiter', delimiter, write),
    optional('EncodingType', input.encodingType),
    element('IsTruncated', String(page.next !== undefined)),
    ...page.keys.flatMap((key) => {
      const object = bucket.objects.get(key);
      return object === undefined ? [] : entry(write(key), object, input, bucket.accountId);
    }),
    ...page.commonPrefixes.map((common) => element('CommonPrefixes', [element('Prefix', write(common))])),
  ];
  return s3Document('ListBucketResult', content, call.requestId);
}

function optional(tag: string, text: string | undefined, write = (value: string) => value): Xml | undefined {
  return text === undefined ? undefined : element(tag, write(text));
}

function entry(key: string, object: StoredObject, { fetchOwner }: ListObjectsInput, accountId: string): Xml {
  return element('Contents', [
    element('Key', key),
    element('LastModified', new Date(object.lastModified).toISOString()),
    element('ETag', object.etag),
    element('ChecksumAlgorithm', object.checksum.algorithm),
    element('ChecksumType', object.checksumType),
    element('Size', object.body.length),
    fetchOwner ? owner(accountId) : undefined,
    element('StorageClass', 'STANDARD'),
  ]);
}

/** As in forms, but for slashes, which stay: the encoding that `encoding-type=url` asks for. */
function encodeForUrl(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1).replaceAll('%2F', '/');
}
