import { Module } from '@nestjs/common';
import { BucketsController } from './buckets.controller.js';
import { BucketsService } from './buckets.service.js';
import { HubBucketsController } from './hub-buckets.controller.js';

@Module({
  controllers: [BucketsController, HubBucketsController],
  providers: [BucketsService],
  exports: [BucketsService],
})
export class BucketsModule {}
