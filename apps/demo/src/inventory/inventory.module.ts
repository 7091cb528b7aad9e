import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { BucketsModule } from '../buckets/buckets.module.js';
import { InventoryController } from './inventory.controller.js';
import { InventoryJob } from './inventory.job.js';

@Module({
  imports: [ScheduleModule.forRoot(), BucketsModule],
  controllers: [InventoryController],
  providers: [InventoryJob],
})
export class InventoryModule {}
