import { type Bucket, paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import type { BucketDto } from './bucket.dto.js';

const PAGE_SIZE = 1_000;

/** All buckets that a client sees. With a region, only those in it. */
export async function listBuckets(client: S3Client, region?: string): Promise<BucketDto[]> {
  const buckets: BucketDto[] = [];
  const pages = paginateListBuckets({ client, pageSize: PAGE_SIZE }, { BucketRegion: region });
  for await (const { Buckets = [] } of pages) buckets.push(...Buckets.map(toDto));
  return buckets;
}

function toDto({ Name = '', BucketRegion = '', CreationDate }: Bucket): BucketDto {
  return { name: Name, region: BucketRegion, createdAt: CreationDate?.toISOString() ?? '' };
}
