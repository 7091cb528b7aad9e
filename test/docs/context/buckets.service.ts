import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { InjectAccountClient } from 'nestjs-aws-cross-account';

@Injectable()
export class BucketsService {
  constructor(@InjectAccountClient(S3Client) private readonly s3: S3Client) {}

  async names() {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand());
    return Buckets.map(({ Name }) => Name);
  }
}
