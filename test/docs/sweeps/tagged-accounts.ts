import { Injectable } from '@nestjs/common';
import { AccountSweep, type SweepResult } from 'nestjs-aws-cross-account';

@Injectable()
export class TaggedAccounts {
  constructor(private readonly sweep: AccountSweep) {}

  ofTeam<T>(team: string, work: () => Promise<T>): Promise<SweepResult<T>[]> {
    const filter = { tags: { team }, exclude: { names: ['*-sandbox'] } };
    return this.sweep.run({ filter }, work).collect();
  }
}
