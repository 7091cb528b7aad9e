import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { AccountContext, type CompleteAccountTarget, InjectAccountClient } from 'nestjs-aws-cross-account';

@Injectable()
export class BucketRegions {
  private readonly loader = new DataLoader(
    (keys: readonly { target: CompleteAccountTarget; Bucket: string }[]) =>
      Promise.all(keys.map(({ target, Bucket }) => this.context.run(target, () => this.ask(Bucket)))),
    { cache: false },
  );

  constructor(
    private readonly context: AccountContext,
    @InjectAccountClient(S3Client) private readonly s3: S3Client,
  ) {}

  regionOf(Bucket: string) {
    return this.loader.load({ target: this.context.require(), Bucket });
  }

  private async ask(Bucket: string) {
    const { LocationConstraint = 'us-east-1' } = await this.s3.send(new GetBucketLocationCommand({ Bucket }));
    return LocationConstraint;
  }
}
