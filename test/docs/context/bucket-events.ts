import { Injectable } from '@nestjs/common';
import { EventEmitter2, OnEvent } from '@nestjs/event-emitter';
import { AccountContext } from 'nestjs-aws-cross-account';
import { BucketsService } from './buckets.service.js';

@Injectable()
export class BucketEvents {
  readonly heard: unknown[] = [];

  constructor(
    private readonly context: AccountContext,
    private readonly buckets: BucketsService,
    private readonly events: EventEmitter2,
  ) {}

  /** Whoever emits says which account is meant. */
  @OnEvent('buckets.changed', { suppressErrors: false })
  async hear({ accountId }: { accountId: string }) {
    this.heard.push(await this.context.run({ accountId }, () => this.buckets.names()));
  }

  /** Listens in the account of whoever calls this. */
  listenOnce() {
    const listener = this.context.bind(() => void this.remember());
    this.events.once('buckets.asked', listener);
  }

  private async remember() {
    this.heard.push(await this.buckets.names());
  }
}
