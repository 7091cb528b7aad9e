import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AwsCrossAccountExceptionFilter, AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { BucketsController } from './buckets.controller.js';
import { BucketsService } from '../context/buckets.service.js';

@Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: 'inventory-reader',
      region: 'eu-west-1',
      access: { allowedAccounts: ['111122223333', '444455556666'] },
    }),
  ],
  controllers: [BucketsController],
  providers: [BucketsService, { provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
})
export class BucketsModule {}
