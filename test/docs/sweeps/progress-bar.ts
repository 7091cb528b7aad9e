import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AccountSweep, type SweepProgress } from 'nestjs-aws-cross-account';

@Injectable()
export class ProgressBar {
  constructor(private readonly sweep: AccountSweep) {}

  async show(work: () => Promise<void>, terminal: Writable): Promise<void> {
    const onProgress = ({ done, total, failed, expectedEnd }: SweepProgress): void => {
      const end = expectedEnd?.toLocaleTimeString() ?? 'unknown';
      terminal.write(`\r${done} of ${total ?? '?'}, ${failed} failed, until ${end}`);
    };
    await this.sweep.run({ onProgress }, work).collect();
  }
}
