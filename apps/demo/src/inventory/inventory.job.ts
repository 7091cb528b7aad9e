import { Inject, Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import {
  AccountDirectory,
  AccountSweep,
  AWS_CROSS_ACCOUNT_OPTIONS,
  type AwsCrossAccountModuleOptions,
  type SweepResult,
} from 'nestjs-aws-cross-account';
import type { BucketDto } from '../buckets/bucket.dto.js';
import { BucketsService } from '../buckets/buckets.service.js';
import type { InventoryDto } from './inventory.dto.js';

const { DEMO_INVENTORY_CRON } = process.env;

/** Counts the buckets of every account that is allowed by its id or by the directory, with the service that answers requests. */
@Injectable()
export class InventoryJob {
  #last: InventoryDto = { accounts: [] };
  #running: Promise<InventoryDto> | undefined;

  constructor(
    private readonly sweep: AccountSweep,
    private readonly buckets: BucketsService,
    @Inject(AWS_CROSS_ACCOUNT_OPTIONS) private readonly options: AwsCrossAccountModuleOptions,
  ) {}

  /** What the last run found. */
  get last(): InventoryDto {
    return this.#last;
  }

  /** One run at a time: whoever asks during one gets that. */
  @Cron(DEMO_INVENTORY_CRON || CronExpression.EVERY_HOUR, {
    name: 'inventory',
    disabled: !DEMO_INVENTORY_CRON,
  })
  run(): Promise<InventoryDto> {
    this.#running ??= this.#take().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #take(): Promise<InventoryDto> {
    const takenAt = new Date().toISOString();
    const sweep = this.sweep.run({ accounts: this.#accounts() }, () => this.buckets.list());
    const accounts = (await sweep.collect())
      .map(rowOf)
      .toSorted((one, other) => Number(one.accountId) - Number(other.accountId));
    this.#last = { takenAt, accounts };
    return this.#last;
  }

  /** A rule that is a function cannot be listed. */
  #accounts(): readonly string[] | AccountDirectory {
    const { allowedAccounts } = this.options.access ?? {};
    const isListed = Array.isArray(allowedAccounts) || allowedAccounts instanceof AccountDirectory;
    return isListed ? allowedAccounts : [];
  }
}

function rowOf(result: SweepResult<BucketDto[]>): InventoryDto['accounts'][number] {
  const { accountId } = result.target;
  if (result.status === 'ok') return { accountId, buckets: result.value.length };
  return { accountId, problem: result.status === 'failed' ? result.code : result.reason };
}
