import type { Answer } from '../http/answer.js';
import type { OperationName } from '../service/operations.js';
import type { Call } from '../service/service.js';
import { abortMultipartUpload } from './abort-multipart-upload.js';
import { completeMultipartUpload } from './complete-multipart-upload.js';
import { createBucket } from './create-bucket.js';
import { createMultipartUpload } from './create-multipart-upload.js';
import { deleteBucket } from './delete-bucket.js';
import { deleteObject } from './delete-object.js';
import { getBucketLocation } from './get-bucket-location.js';
import { getObject } from './get-object.js';
import { headBucket } from './head-bucket.js';
import { listBuckets } from './list-buckets.js';
import { listObjects } from './list-objects.js';
import { OVERRIDES } from './object-headers.js';
import { READ_CONDITIONS, WRITE_CONDITIONS } from './preconditions.js';
import { putObject } from './put-object.js';
import type { ObjectRequest } from './s3-request.js';
import { uploadPart } from './upload-part.js';

/** An operation of S3, and what of a request makes it that one. */
export interface Route {
  readonly action: OperationName;
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** The parameter that tells it from others of the same method, with its value if only that one does. */
  readonly marker?: { readonly name: string; readonly value?: string };
  /** The parameters that it reads; any other one makes it another operation. */
  readonly query: readonly string[];
  /** The headers that only some operations read; one that ends with a hyphen stands for all that begin with it. */
  readonly headers?: readonly string[];
  /** Its body is that of an object. */
  readonly upload?: true;
  readonly run: (call: Call, request: ObjectRequest, bucket: string) => Answer;
}

/** The headers of a request that uploads bytes. */
const INTEGRITY = [
  'content-md5',
  'x-amz-checksum-',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-trailer',
  'x-amz-decoded-content-length',
];

const READ = {
  on: 'object',
  query: OVERRIDES,
  headers: [...READ_CONDITIONS, 'x-amz-checksum-mode'],
  run: getObject,
} as const;

/** The table of operations. */
export const ROUTES: readonly Route[] = [
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
  {
    action: 's3:GetBucketLocation',
    method: 'GET',
    on: 'bucket',
    marker: { name: 'location', value: '' },
    query: [],
    run: getBucketLocation,
  },
  {
    action: 's3:ListObjectsV2',
    method: 'GET',
    on: 'bucket',
    marker: { name: 'list-type', value: '2' },
    query: [
      'prefix',
      'delimiter',
      'max-keys',
      'continuation-token',
      'start-after',
      'encoding-type',
      'fetch-owner',
    ],
    run: listObjects,
  },
  {
    action: 's3:PutObject',
    method: 'PUT',
    on: 'object',
    query: [],
    headers: [...WRITE_CONDITIONS, ...INTEGRITY, 'x-amz-meta-', 'x-amz-server-side-encryption'],
    upload: true,
    run: putObject,
  },
  {
    action: 's3:CreateMultipartUpload',
    method: 'POST',
    on: 'object',
    marker: { name: 'uploads', value: '' },
    query: [],
    headers: [
      'x-amz-meta-',
      'x-amz-checksum-algorithm',
      'x-amz-checksum-type',
      'x-amz-server-side-encryption',
    ],
    run: createMultipartUpload,
  },
  {
    action: 's3:UploadPart',
    method: 'PUT',
    on: 'object',
    marker: { name: 'uploadId' },
    query: ['partNumber'],
    headers: INTEGRITY,
    upload: true,
    run: uploadPart,
  },
  {
    action: 's3:CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    marker: { name: 'uploadId' },
    query: [],
    headers: WRITE_CONDITIONS,
    run: completeMultipartUpload,
  },
  {
    action: 's3:AbortMultipartUpload',
    method: 'DELETE',
    on: 'object',
    marker: { name: 'uploadId' },
    query: [],
    run: abortMultipartUpload,
  },
  { action: 's3:GetObject', method: 'GET', ...READ },
  { action: 's3:HeadObject', method: 'HEAD', ...READ },
  { action: 's3:DeleteObject', method: 'DELETE', on: 'object', query: [], run: deleteObject },
];
