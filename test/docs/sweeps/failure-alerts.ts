import { Injectable } from '@nestjs/common';
import { AccountSweep } from 'nestjs-aws-cross-account';

@Injectable()
export class FailureAlerts {
  #known = new Set<string>();

  constructor(private readonly sweep: AccountSweep) {}

  /** Assumes every role and does nothing else: each account that failed this time and not the time before. */
  async newFailures(): Promise<string[]> {
    const sweep = this.sweep.run({ dryRun: true }, () => undefined);
    await sweep.collect();
    const failures = sweep
      .summary()
      .failures.flatMap(({ code, accounts }) => accounts.map((accountId) => `${accountId} ${code}`));
    const fresh = failures.filter((failure) => !this.#known.has(failure));
    this.#known = new Set(failures);
    return fresh;
  }
}
