import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  AccountScoped,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
  fromRequest,
  InjectAccountClient,
} from 'nestjs-aws-cross-account';

@Injectable()
export class BucketsService {
  constructor(@InjectAccountClient(S3Client) private readonly s3: S3Client) {}

  async names() {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand());
    return Buckets.map(({ Name }) => Name);
  }
}

@Controller('accounts/:accountId/buckets')
@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })
export class BucketsController {
  constructor(private readonly buckets: BucketsService) {}

  @Get()
  names() {
    return this.buckets.names();
  }
}

@Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: 'inventory-reader',
      region: 'eu-west-1',
      access: { allowedAccounts: ['111122223333', '222233334444'] },
    }),
  ],
  controllers: [BucketsController],
  // Without it, errors of AWS are answered as those of any other code: by 500.
  providers: [BucketsService, { provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
})
export class AppModule {}
