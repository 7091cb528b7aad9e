import { Injectable } from '@nestjs/common';
import { AccountSweep, type Sweep } from 'nestjs-aws-cross-account';

@Injectable()
export class GlobalServices {
  constructor(private readonly sweep: AccountSweep) {}

  /** IAM, Route 53, CloudFront, Organizations and the list of S3's buckets are the same from everywhere: ask once. */
  once<T>(work: () => Promise<T>): Sweep<T> {
    return this.sweep.run({ regions: ['us-east-1'] }, work);
  }
}
