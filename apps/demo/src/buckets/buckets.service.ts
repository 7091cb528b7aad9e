import { S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { InjectAccountClient } from 'nestjs-aws-cross-account';
import type { BucketDto } from './bucket.dto.js';
import { listBuckets } from './list-buckets.js';

/** Knows nothing of accounts: its client works in that of the request or job that asks. */
@Injectable()
export class BucketsService {
  constructor(@InjectAccountClient(S3Client) private readonly s3: S3Client) {}

  /** With a region, only the buckets in it. */
  list(region?: string): Promise<BucketDto[]> {
    return listBuckets(this.s3, region);
  }
}
