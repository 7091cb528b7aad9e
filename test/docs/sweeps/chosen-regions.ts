import { Injectable } from '@nestjs/common';
import { AccountSweep, type Sweep } from 'nestjs-aws-cross-account';

@Injectable()
export class ChosenRegions {
  constructor(private readonly sweep: AccountSweep) {}

  everywhere<T>(work: () => Promise<T>): Sweep<T> {
    return this.sweep.run({ regions: 'enabled' }, work);
  }

  whereItIsAllowed<T>(work: () => Promise<T>): Sweep<T> {
    const regions = ({ ouPath = '' }: { ouPath?: string | undefined }) =>
      ouPath.startsWith('Workloads/Prod') ? ['eu-central-1', 'eu-west-1'] : ['eu-west-1'];
    return this.sweep.run({ regions }, work);
  }
}
