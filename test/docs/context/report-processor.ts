import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { AccountContext } from 'nestjs-aws-cross-account';
import { BucketsService } from './buckets.service.js';

@Processor('reports')
export class ReportProcessor extends WorkerHost {
  constructor(
    private readonly context: AccountContext,
    private readonly buckets: BucketsService,
  ) {
    super();
  }

  process(job: Job<{ accountId: string }>) {
    const { accountId } = job.data;
    return this.context.run({ accountId }, () => this.buckets.names());
  }
}
