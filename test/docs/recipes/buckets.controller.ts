import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { Controller, Get, Param } from '@nestjs/common';
import {
  AccountClient,
  AccountScoped,
  type CompleteAccountTarget,
  CurrentAccount,
  fromRequest,
} from 'nestjs-aws-cross-account';
import { BucketsService } from '../context/buckets.service.js';

@Controller('accounts/:accountId/buckets')
@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })
export class BucketsController {
  constructor(private readonly buckets: BucketsService) {}

  @Get()
  names() {
    return this.buckets.names();
  }

  /** For a handler that needs no service: the client of the account, and the account. */
  @Get(':name')
  async describe(
    @Param('name') Bucket: string,
    @AccountClient(S3Client) s3: S3Client,
    @CurrentAccount() { accountId }: CompleteAccountTarget,
  ) {
    const { LocationConstraint = 'us-east-1' } = await s3.send(new GetBucketLocationCommand({ Bucket }));
    return { accountId, region: LocationConstraint };
  }
}
