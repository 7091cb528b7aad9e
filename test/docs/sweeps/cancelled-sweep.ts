import { Injectable } from '@nestjs/common';
import { AccountSweep, type SweepSummary } from 'nestjs-aws-cross-account';

@Injectable()
export class CancelledSweep {
  constructor(private readonly sweep: AccountSweep) {}

  /** As much as can be done before the signal is aborted: by a request that was closed, or AbortSignal.timeout(). */
  async until(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<SweepSummary> {
    const sweep = this.sweep.run({ signal }, (_, call) => work(call.signal));
    try {
      await sweep.collect();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return sweep.summary();
  }
}
