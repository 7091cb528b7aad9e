import { Inject, Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import {
  AccountContext,
  AWS_CROSS_ACCOUNT_OPTIONS,
  type AwsCrossAccountModuleOptions,
  CrossAccountError,
} from 'nestjs-aws-cross-account';
import { BucketsService } from '../buckets/buckets.service.js';
import type { InventoryDto } from './inventory.dto.js';

const { DEMO_INVENTORY_CRON } = process.env;

/** Counts the buckets of every account that is allowed by its id, with the service that answers requests. */
@Injectable()
export class InventoryJob {
  #last: InventoryDto = { accounts: [] };
  #running: Promise<InventoryDto> | undefined;

  constructor(
    private readonly context: AccountContext,
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
    const accounts = await Promise.all(this.#accountIds().map((accountId) => this.#count(accountId)));
    this.#last = { takenAt, accounts };
    return this.#last;
  }

  /** No request opens a context here, so the job does. */
  async #count(accountId: string): Promise<InventoryDto['accounts'][number]> {
    try {
      const buckets = await this.context.run({ accountId }, () => this.buckets.list());
      return { accountId, buckets: buckets.length };
    } catch (error) {
      return { accountId, problem: problemOf(error) };
    }
  }

  #accountIds(): readonly string[] {
    const { allowedAccounts } = this.options.access ?? {};
    return Array.isArray(allowedAccounts) ? allowedAccounts : [];
  }
}

function problemOf(error: unknown): string {
  if (error instanceof CrossAccountError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
