import { type Bucket, paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { AccountSweep, InjectAccountClient, type Sweep, type SweepOptions } from 'nestjs-aws-cross-account';

@Injectable()
export class BucketInventory {
  constructor(
    private readonly accounts: AccountSweep,
    @InjectAccountClient(S3Client) private readonly s3: S3Client,
  ) {}

  /** Where regions are given, each account is asked for the buckets of each; else once for all. */
  sweep(options: SweepOptions): Sweep<Bucket[]> {
    return this.accounts.run(options, ({ region }) => this.#list(options.regions && region));
  }

  async #list(region: string | undefined): Promise<Bucket[]> {
    const pages = paginateListBuckets({ client: this.s3, pageSize: 1_000 }, { BucketRegion: region });
    const found: Bucket[][] = [];
    for await (const { Buckets = [] } of pages) found.push(Buckets);
    return found.flat();
  }
}
