import { type Bucket, paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { CrossAccountClientFactory, InjectHubClient } from 'nestjs-aws-cross-account';
import type { BucketDto } from './bucket.dto.js';

const PAGE_SIZE = 1_000;

@Injectable()
export class BucketsService {
  constructor(
    private readonly clients: CrossAccountClientFactory,
    @InjectHubClient(S3Client) private readonly hub: S3Client,
  ) {}

  /** The buckets of any account. With a region, only those in it. */
  ofAccount(accountId: string, region?: string): Promise<BucketDto[]> {
    return listBuckets(this.clients.get(S3Client, { accountId, region }), region);
  }

  /** The buckets of the account that this service runs in. */
  ofHub(): Promise<BucketDto[]> {
    return listBuckets(this.hub);
  }
}

async function listBuckets(client: S3Client, region?: string): Promise<BucketDto[]> {
  const buckets: BucketDto[] = [];
  const pages = paginateListBuckets({ client, pageSize: PAGE_SIZE }, { BucketRegion: region });
  for await (const { Buckets = [] } of pages) buckets.push(...Buckets.map(toDto));
  return buckets;
}

function toDto({ Name = '', BucketRegion = '', CreationDate }: Bucket): BucketDto {
  return { name: Name, region: BucketRegion, createdAt: CreationDate?.toISOString() ?? '' };
}
