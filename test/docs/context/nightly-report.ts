import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { AccountContext } from 'nestjs-aws-cross-account';
import { BucketsService } from './buckets.service.js';

@Injectable()
export class NightlyReport {
  readonly found = new Map<string, unknown>();

  constructor(
    private readonly context: AccountContext,
    private readonly buckets: BucketsService,
  ) {}

  @Cron('0 3 * * *', { name: 'nightly-report' })
  async write() {
    for (const accountId of ['111122223333', '444455556666']) {
      this.found.set(accountId, await this.context.run({ accountId }, () => this.buckets.names()));
    }
  }
}
