import { Injectable } from '@nestjs/common';
import { AccountSweep, type SweepTarget } from 'nestjs-aws-cross-account';

interface Place {
  readonly accountId: string;
  readonly region: string;
}

@Injectable()
export class ResumableSweep {
  constructor(private readonly sweep: AccountSweep) {}

  /** Works where nothing has been noted yet: call it again with the same notes after a failure, or after a crash. */
  async workThrough(
    places: readonly Place[],
    done: Set<string>,
    work: (target: SweepTarget) => Promise<void>,
  ): Promise<void> {
    const rest = places.filter(({ accountId, region }) => !done.has(`${accountId} ${region}`));
    for await (const { status, target } of this.sweep.run({ accounts: rest, retries: 2 }, work)) {
      if (status === 'ok') done.add(`${target.accountId} ${target.region}`);
    }
  }
}
