import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { CreateBucketCommandInput, S3Client } from '@aws-sdk/client-s3';
import { forbid, s3Of, signedCode } from './provocations.js';
import type { Provocations, Stage } from './provocations.js';
import { refusalOf } from './refusal.js';

/** What every operation on a bucket can be refused for. */
export function onBucket(run: (s3: S3Client, Bucket: string) => Promise<unknown>): Provocations {
  const at =
    (Bucket: string) =>
    async ({ clients }: Stage) =>
      (await refusalOf(run(clients.s3(), Bucket))).name;
  return {
    AccessDenied: at('payments-invoices'),
    NoSuchBucket: at('no-such-bucket'),
    PermanentRedirect: at('payments-us'),
  };
}

async function creating(stage: Stage, input: Partial<CreateBucketCommandInput>): Promise<string> {
  return (await refusalOf(stage.clients.s3().send(new CreateBucketCommand({ Bucket: 'a-bucket', ...input }))))
    .name;
}

export const LIST_BUCKETS: Provocations = {
  AccessDenied: async (stage) => {
    forbid(stage);
    return (await refusalOf(stage.clients.s3().send(new ListBucketsCommand({})))).name;
  },
  InvalidArgument: async ({ clients }) =>
    (await refusalOf(clients.s3().send(new ListBucketsCommand({ ContinuationToken: 'made-up' })))).name,
};

export const CREATE_BUCKET: Provocations = {
  AccessDenied: (stage) => {
    forbid(stage);
    return creating(stage, {});
  },
  BucketAlreadyExists: (stage) => creating(stage, { Bucket: 'payments-invoices' }),
  BucketAlreadyOwnedByYou: (stage) => creating(stage, { Bucket: 'hub-logs' }),
  IllegalLocationConstraintException: (stage) =>
    creating(stage, { CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }),
  InvalidBucketName: (stage) => creating(stage, { Bucket: 'xn--abc' }),
  InvalidLocationConstraint: (stage) =>
    creating(stage, { CreateBucketConfiguration: { LocationConstraint: 'cn-north-1' } }),
  MalformedXML: (stage) => signedCode(stage, s3Of(stage, 'PUT', '/a-bucket', { body: '{}' })),
  NotImplemented: (stage) => creating(stage, { ACL: 'private' }),
};

export const DELETE_BUCKET: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new DeleteBucketCommand({ Bucket }))),
  BucketNotEmpty: async ({ clients }) => {
    await clients.s3().send(new PutObjectCommand({ Bucket: 'hub-logs', Key: 'a', Body: 'x' }));
    return (await refusalOf(clients.s3().send(new DeleteBucketCommand({ Bucket: 'hub-logs' })))).name;
  },
};

export const HEAD_BUCKET = onBucket((s3, Bucket) => s3.send(new HeadBucketCommand({ Bucket })));
export const GET_BUCKET_LOCATION = onBucket((s3, Bucket) =>
  s3.send(new GetBucketLocationCommand({ Bucket })),
);

export const LIST_OBJECTS: Provocations = {
  ...onBucket((s3, Bucket) => s3.send(new ListObjectsV2Command({ Bucket }))),
  InvalidArgument: async ({ clients }) => {
    const input = { Bucket: 'hub-logs', ContinuationToken: 'made-up' };
    return (await refusalOf(clients.s3().send(new ListObjectsV2Command(input)))).name;
  },
};
