import { Injectable, Logger } from '@nestjs/common';
import { AccountSweep, InvalidSweepError, type Sweep, type SweepProgress } from 'nestjs-aws-cross-account';
import type { BucketDto } from '../buckets/bucket.dto.js';
import { BucketsService } from '../buckets/buckets.service.js';
import { invalidField } from '../problems/invalid-field.js';
import { type PublicProblem, publicProblem } from '../problems/public-problem.js';
import { Slots } from '../requests/slots.js';
import type { SweepEvent } from './sweep-event.dto.js';
import { resultEvent, summaryEvent } from './sweep-events.js';
import type { SweepOrderDto } from './sweep-order.dto.js';

/** Each has workers of its own, and all share the connections of this process. */
const MAX_SWEEPS = 4;

export interface Orderer {
  /** In whose name it works: the rules of the option `access` decide as they do about a request. */
  readonly principal: unknown;
  /** Ends the sweep. */
  readonly signal: AbortSignal;
}

/** Lists the buckets of all accounts, with the service that lists those of one. */
@Injectable()
export class BucketSweeps {
  readonly #logger = new Logger(BucketSweeps.name);
  readonly #slots = new Slots(MAX_SWEEPS, 'TOO_MANY_SWEEPS', 'sweeps');

  constructor(
    private readonly sweep: AccountSweep,
    private readonly buckets: BucketsService,
  ) {}

  /**
   * Results, progress now and then, and the summary. An error before the first result is thrown; one that comes later is in the summary.
   *
   * @throws BadRequestException for a region that is none; ServiceUnavailableException while too many sweeps are under way
   */
  async *run(order: SweepOrderDto, orderer: Orderer): AsyncGenerator<SweepEvent> {
    const leave = this.#slots.take();
    try {
      yield* this.#events(order, orderer);
    } finally {
      leave();
    }
  }

  async *#events(order: SweepOrderDto, orderer: Orderer): AsyncGenerator<SweepEvent> {
    const news: SweepEvent[] = [];
    const sweep = this.#begin(order, orderer, (progress) => {
      news[0] = { type: 'progress', ...progress };
    });
    let problem: PublicProblem | undefined;
    try {
      for await (const result of sweep) {
        yield resultEvent(result);
        yield* news.splice(0);
      }
    } catch (error) {
      if (sweep.summary().done === 0 || orderer.signal.aborted) throw error;
      problem = publicProblem(error);
      this.#logger.warn(`A sweep ended before it was through: ${String(error)}`);
    }
    yield* news.splice(0);
    yield summaryEvent(sweep.summary(), problem);
  }

  #begin(
    { ous, ...order }: SweepOrderDto,
    orderer: Orderer,
    onProgress: (progress: SweepProgress) => void,
  ): Sweep<BucketDto[]> {
    const options = { ...order, ...orderer, onProgress, filter: ous && { ous } };
    try {
      // Where regions are chosen, each answers for itself; else one answers for all.
      return this.sweep.run(options, ({ region }) => this.buckets.list(order.regions && region));
    } catch (error) {
      throw error instanceof InvalidSweepError ? invalidField(error.option, error.message) : error;
    }
  }
}
