import { Injectable } from '@nestjs/common';
import { AccountContext } from 'nestjs-aws-cross-account';
import { concatMap, Subject } from 'rxjs';
import { BucketsService } from './buckets.service.js';

@Injectable()
export class BucketNews {
  /** Fed by requests of every account. */
  readonly changes = new Subject<void>();

  constructor(
    private readonly context: AccountContext,
    private readonly buckets: BucketsService,
  ) {}

  /** The buckets of the account of whoever calls this, after each change: for `@Sse`, for example. */
  follow() {
    return this.changes.pipe(concatMap(this.context.bind(() => this.buckets.names())));
  }
}
