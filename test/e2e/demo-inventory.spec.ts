import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { describe, expect, it } from '@jest/globals';
import { BucketsService } from '../../apps/demo/src/buckets/buckets.service.js';
import { InventoryJob } from '../../apps/demo/src/inventory/inventory.job.js';
import { ContextApplication } from '../support/context-application.js';
import { until } from '../support/until.js';
import { DENYING, PAYMENTS, SEARCH, smallWorld } from '../support/world.js';

describe("the demo's cron job", () => {
  it('counts in the context of each account when its time comes, one run at a time', async () => {
    const demo = await ContextApplication.start(
      smallWorld(),
      { access: { allowedAccounts: [PAYMENTS, SEARCH, DENYING] } },
      { imports: [ScheduleModule.forRoot()], providers: [BucketsService, InventoryJob] },
    );
    const job = demo.app.get(InventoryJob);
    expect(job.last).toEqual({ accounts: [] });
    const schedule = demo.app.get(SchedulerRegistry).getCronJob('inventory');
    await Promise.all([schedule.fireOnTick(), schedule.fireOnTick()]);
    await until(() => job.last.takenAt !== undefined);
    expect(job.last.accounts).toEqual([
      { accountId: PAYMENTS, buckets: 2 },
      { accountId: DENYING, problem: 'ASSUME_ROLE_DENIED' },
      { accountId: SEARCH, buckets: 1 },
    ]);
    expect(demo.sent.toSorted()).toEqual([`ListBuckets by ${PAYMENTS}`, `ListBuckets by ${SEARCH}`]);
    await demo.close();
  });

  it('rests unless it is told when to run, and says nothing of accounts that are not allowed by their ids', async () => {
    const demo = await ContextApplication.start(
      smallWorld(),
      { access: { allowedAccounts: 'any-that-trusts-us' } },
      { imports: [ScheduleModule.forRoot()], providers: [BucketsService, InventoryJob] },
    );
    expect(demo.app.get(SchedulerRegistry).getCronJob('inventory').isActive).toBe(false);
    expect(await demo.app.get(InventoryJob).run()).toMatchObject({ accounts: [] });
    expect(demo.sent).toEqual([]);
    await demo.close();
  });
});
