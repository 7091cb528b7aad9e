import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER } from '@nestjs/core';
import {
  awsCrossAccountConfig,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
} from 'nestjs-aws-cross-account';
import { BucketsController } from './buckets/buckets.controller.js';
import { BucketsService } from './buckets/buckets.service.js';
import { CacheController } from './cache/cache.controller.js';

@Module({
  imports: [
    ConfigModule.forRoot({ ignoreEnvFile: true }),
    AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider()),
  ],
  controllers: [BucketsController, CacheController],
  providers: [BucketsService, { provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
})
export class AppModule {}
