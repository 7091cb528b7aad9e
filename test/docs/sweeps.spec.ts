import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { AccountContext, OrganizationsAccountDirectory } from 'nestjs-aws-cross-account';
import { ContextApplication } from '../support/context-application.js';
import { DENYING, HUB_ACCOUNT, member, PAYMENTS, SEARCH, smallWorld } from '../support/world.js';
import { codeRows, fencedBlocks } from './fenced-blocks.js';
import { BucketInventory } from './sweeps/bucket-inventory.js';
import { CancelledSweep } from './sweeps/cancelled-sweep.js';
import { ChosenRegions } from './sweeps/chosen-regions.js';
import { Export } from './sweeps/export.js';
import { FailureAlerts } from './sweeps/failure-alerts.js';
import { GlobalServices } from './sweeps/global-services.js';
import { PerAccountWork } from './sweeps/per-account-work.js';
import { ProgressBar } from './sweeps/progress-bar.js';
import { ResumableSweep } from './sweeps/resumable-sweep.js';
import { TaggedAccounts } from './sweeps/tagged-accounts.js';
import { SWEEP_OPTION_RULES } from '../../libs/aws-cross-account/src/sweep/check-sweep-options.js';

const EXAMPLES = [
  BucketInventory,
  CancelledSweep,
  ChosenRegions,
  Export,
  FailureAlerts,
  GlobalServices,
  PerAccountWork,
  ProgressBar,
  ResumableSweep,
  TaggedAccounts,
];

let application: ContextApplication;

beforeAll(async () => {
  const world = smallWorld();
  world.organizationId = 'o-exampleorgid';
  world.organization = { units: { Workloads: { units: { Prod: {} } } } };
  world.accounts = {
    [HUB_ACCOUNT]: {},
    [PAYMENTS]: {
      ...member(['payments-invoices', 'payments-ledger']),
      name: 'Payments',
      unit: 'Workloads/Prod',
      tags: { team: 'pay' },
    },
    [SEARCH]: { ...member(['search-index']), name: 'Search', tags: { team: 'find' } },
    [DENYING]: { ...world.accounts[DENYING], name: 'Denying', tags: { team: 'find' } },
  };
  world.hub.permissions = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  const directory = new OrganizationsAccountDirectory({ tags: true });
  application = await ContextApplication.start(world, { directory }, { providers: EXAMPLES });
});
afterAll(() => application.close());

const example = <T>(Example: Type<T>): T => application.app.get(Example);
const here = (): string => {
  const { accountId, region } = application.app.get(AccountContext).require();
  return `${accountId} ${region}`;
};

describe('docs/sweeps.md', () => {
  const folder = join(import.meta.dirname, 'sweeps');

  it.each(readdirSync(folder))('shows the code that is tested here: %s', (file) => {
    const code = readFileSync(join(folder, file), 'utf8');
    expect(fencedBlocks('docs/sweeps.md').map(({ text }) => text)).toContain(code);
  });

  it('has a row for each option of a sweep', () => {
    const named = codeRows('docs/sweeps.md').map(([name]) => name);
    expect(new Set(named.filter((name = '') => name in SWEEP_OPTION_RULES))).toEqual(
      new Set(Object.keys(SWEEP_OPTION_RULES)),
    );
  });
});

describe('the examples of sweeps', () => {
  it('by unit', async () => {
    expect([...(await example(BucketInventory).ofUnit('Workloads'))]).toEqual([['Payments', 2]]);
  });

  it('by tag', async () => {
    const results = await example(TaggedAccounts).ofTeam('find', async () => here());
    expect(new Set(results.map(({ target }) => target.account.name))).toEqual(new Set(['Denying', 'Search']));
  });

  it('in some regions', async () => {
    const regionsOf = async (
      sweep: AsyncIterable<{ target: { accountId: string; region: string | undefined } }>,
    ) => {
      const regions: string[] = [];
      for await (const { target } of sweep)
        if (target.accountId === PAYMENTS) regions.push(target.region ?? '');
      return regions.toSorted();
    };
    const regions = example(ChosenRegions);
    expect(await regionsOf(regions.whereItIsAllowed(async () => 1))).toEqual(['eu-central-1', 'eu-west-1']);
    expect((await regionsOf(regions.everywhere(async () => 1))).length).toBeGreaterThan(10);
  });

  it('resumed after a failure', async () => {
    const places = [PAYMENTS, SEARCH].map((accountId) => ({ accountId, region: 'eu-west-1' }));
    const done = new Set([`${PAYMENTS} eu-west-1`]);
    const worked: string[] = [];
    await example(ResumableSweep).workThrough(places, done, async () => void worked.push(here()));
    expect([worked, done.size]).toEqual([[`${SEARCH} eu-west-1`], 2]);
  });

  it('exported line by line', async () => {
    const file = new PassThrough();
    const [lines] = await Promise.all([
      text(file),
      example(Export).toLines(async () => ({ at: here() }), file),
    ]);
    const rows = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rows).toContainEqual({
      account: SEARCH,
      name: 'Search',
      region: 'eu-west-1',
      status: 'ok',
      at: `${SEARCH} eu-west-1`,
    });
    expect(rows).toContainEqual(expect.objectContaining({ account: DENYING, code: 'ASSUME_ROLE_DENIED' }));
    expect(rows).toContainEqual(expect.objectContaining({ account: HUB_ACCOUNT, reason: 'hub-account' }));
  });

  it('cancelled', async () => {
    const controller = new AbortController();
    const untilStopped = async (signal: AbortSignal): Promise<void> => {
      const stopped = once(signal, 'abort');
      controller.abort();
      await stopped;
      signal.throwIfAborted();
    };
    const summary = await example(CancelledSweep).until(controller.signal, untilStopped);
    expect(summary).toMatchObject({ ok: 0, outcome: 'ended' });
  });

  it('with progress', async () => {
    const terminal = new PassThrough();
    await example(ProgressBar).show(async () => undefined, terminal);
    expect(String(terminal.read())).toContain('4 of 4, 1 failed');
  });

  it('account by account', async () => {
    const seen: string[] = [];
    const results = await example(PerAccountWork).oneAfterTheOther(['eu-west-1', 'us-east-1'], async () =>
      seen.push(here()),
    );
    expect(results).toHaveLength(4);
    expect(seen.filter((place) => place.startsWith(SEARCH))).toEqual([
      `${SEARCH} eu-west-1`,
      `${SEARCH} us-east-1`,
    ]);
  });

  it('of global services', async () => {
    const results = await example(GlobalServices)
      .once(async () => 1)
      .collect();
    expect(new Set(results.map(({ target }) => target.region))).toEqual(new Set(['us-east-1', undefined]));
  });

  it('that tell of new failures', async () => {
    const alerts = example(FailureAlerts);
    expect(await alerts.newFailures()).toEqual([`${DENYING} ASSUME_ROLE_DENIED`]);
    expect(await alerts.newFailures()).toEqual([]);
  });
});
