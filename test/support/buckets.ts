import { ListBucketsCommand, type S3Client } from '@aws-sdk/client-s3';

/** The names of the buckets that a client sees. */
export async function bucketNames(client: S3Client): Promise<string[]> {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = '' }) => Name);
}
