import { Module } from '@nestjs/common';
import { BucketsModule } from '../buckets/buckets.module.js';
import { BucketSweeps } from './bucket-sweeps.js';
import { SweepController } from './sweep.controller.js';

@Module({ imports: [BucketsModule], controllers: [SweepController], providers: [BucketSweeps] })
export class SweepModule {}
