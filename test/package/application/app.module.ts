import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Injectable, Module } from '@nestjs/common';
import { AwsCrossAccountModule, CrossAccountClientFactory } from 'nestjs-aws-cross-account';

@Injectable()
export class BucketsService {
  constructor(private readonly clients: CrossAccountClientFactory) {}

  list(accountId: string, region?: string) {
    return this.clients.get(S3Client, { accountId, region }).send(new ListBucketsCommand());
  }
}

@Module({
  imports: [AwsCrossAccountModule.forRoot({ roleName: 'inventory-reader' })],
  providers: [BucketsService],
})
export class AppModule {}
