import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { AccountSweep, InjectAccountClient } from 'nestjs-aws-cross-account';

@Injectable()
export class BucketInventory {
  constructor(
    private readonly sweep: AccountSweep,
    @InjectAccountClient(S3Client) private readonly s3: S3Client,
  ) {}

  /** Knows nothing of sweeps: it works in whatever account context is open. */
  async count(): Promise<number> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand());
    return Buckets.length;
  }

  async ofUnit(unit: string): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const sweep = this.sweep.run({ filter: { ous: [unit] } }, () => this.count());
    for await (const result of sweep) {
      if (result.status === 'ok') counts.set(result.target.account.name ?? '', result.value);
    }
    return counts;
  }
}
