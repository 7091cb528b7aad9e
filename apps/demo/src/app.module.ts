import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import {
  awsCrossAccountConfig,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
} from 'nestjs-aws-cross-account';
import { BucketsController } from './buckets/buckets.controller.js';
import { BucketsService } from './buckets/buckets.service.js';
import { HubBucketsController } from './buckets/hub-buckets.controller.js';
import { CacheController } from './cache/cache.controller.js';
import { InventoryController } from './inventory/inventory.controller.js';
import { InventoryJob } from './inventory/inventory.job.js';
import { BucketSweeps } from './sweep/bucket-sweeps.js';
import { SweepController } from './sweep/sweep.controller.js';

@Module({
  imports: [
    ConfigModule.forRoot({ ignoreEnvFile: true }),
    ScheduleModule.forRoot(),
    AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider()),
  ],
  controllers: [
    BucketsController,
    HubBucketsController,
    InventoryController,
    SweepController,
    CacheController,
  ],
  providers: [
    BucketsService,
    InventoryJob,
    BucketSweeps,
    { provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter },
  ],
})
export class AppModule {}
