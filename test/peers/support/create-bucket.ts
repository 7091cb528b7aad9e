import { type BucketLocationConstraint, CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';

/** Makes a bucket in the region of the client. Only us-east-1 wants no location. */
export async function createBucketIn(client: S3Client, Bucket: string): Promise<void> {
  const region = await client.config.region();
  const LocationConstraint = region as BucketLocationConstraint;
  const where = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint } };
  await client.send(new CreateBucketCommand({ Bucket, ...where }));
}
