import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { AccountContext } from 'nestjs-aws-cross-account';
import { BucketsService } from '../context/buckets.service.js';

@Processor('reports')
export class ReportProcessor extends WorkerHost {
  constructor(
    private readonly context: AccountContext,
    private readonly buckets: BucketsService,
  ) {
    super();
  }

  process({ data }: Job<{ accountId: string; requestedBy: string }>) {
    const { accountId, requestedBy } = data;
    return this.context.runAuthorized({ accountId }, { principal: requestedBy }, () => this.buckets.names());
  }
}
