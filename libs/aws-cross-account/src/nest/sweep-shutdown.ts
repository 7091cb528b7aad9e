import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { AccountSweep } from '../sweep/account-sweep.js';

/**
 * Ends the sweeps before the HTTP server is closed, which waits for the answers that are under way: a sweep that is written to one would hold
 * the shutdown for as long as it takes.
 */
@Injectable()
export class SweepShutdown implements BeforeApplicationShutdown {
  constructor(@Inject(AccountSweep) private readonly sweep: AccountSweep) {}

  async beforeApplicationShutdown(): Promise<void> {
    // A test may have put something else in its place.
    if (this.sweep instanceof AccountSweep) await this.sweep.close();
  }
}
