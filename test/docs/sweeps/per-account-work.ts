import { Injectable } from '@nestjs/common';
import { AccountContext, AccountSweep, type SweepTarget } from 'nestjs-aws-cross-account';

@Injectable()
export class PerAccountWork {
  constructor(
    private readonly sweep: AccountSweep,
    private readonly context: AccountContext,
  ) {}

  /** One target for each account, and what belongs together in it in one function, region after region. */
  async oneAfterTheOther(regions: readonly string[], work: (target: SweepTarget) => Promise<number>) {
    const sum = async (target: SweepTarget): Promise<number> => {
      let total = 0;
      for (const region of regions) {
        total += await this.context.run({ ...target, region }, () => work(target));
      }
      return total;
    };
    return this.sweep.run({ concurrency: 20 }, sum).collect();
  }
}
