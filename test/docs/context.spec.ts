import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { BullModule } from '@nestjs/bullmq';
import { ModulesContainer } from '@nestjs/core';
import { EventEmitter2, EventEmitterModule } from '@nestjs/event-emitter';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
import DataLoader from 'dataloader';
import { InvalidTargetError, NoAccountContextError, TargetRefusedError } from 'nestjs-aws-cross-account';
import { firstValueFrom } from 'rxjs';
import { bucketNames } from '../support/buckets.js';
import { ContextApplication } from '../support/context-application.js';
import { until } from '../support/until.js';
import { PAYMENTS, SEARCH, smallWorld } from '../support/world.js';
import { BucketEvents } from './context/bucket-events.js';
import { BucketNews } from './context/bucket-news.js';
import { BucketRegions } from './context/bucket-regions.js';
import { BucketsService } from './context/buckets.service.js';
import { NightlyReport } from './context/nightly-report.js';
import { PinnedPages } from './context/pinned-pages.js';
import { TaskPool } from './context/task-pool.js';
import { fencedBlocks } from './fenced-blocks.js';
import { ReportProcessor } from './recipes/report-processor.js';

type Work = (job: { data: object }) => Promise<unknown>;

/** BullMQ's classes need a Redis when they are made; Nest's module for BullMQ lets others take their place. */
class IdleWorker {
  static readonly works = new Map<string, Work>();
  constructor(name: string, work: Work) {
    IdleWorker.works.set(name, work);
  }
  on(): void {}
  async close(): Promise<void> {}
}
class IdleQueue {
  async close(): Promise<void> {}
}

const EXAMPLES = [
  BucketsService,
  NightlyReport,
  ReportProcessor,
  PinnedPages,
  BucketRegions,
  BucketEvents,
  BucketNews,
  TaskPool,
];
const OF_PAYMENTS = ['payments-invoices', 'payments-ledger'];
const OF_SEARCH = ['search-index'];

let test: ContextApplication;

beforeAll(async () => {
  BullModule.workerClass = IdleWorker as never;
  BullModule.queueClass = IdleQueue as never;
  const imports = [
    ScheduleModule.forRoot(),
    EventEmitterModule.forRoot(),
    BullModule.forRoot({ connection: {} }),
    BullModule.registerQueue({ name: 'reports' }),
  ];
  const access = { authorize: ({ principal }: { principal: unknown }) => principal === 'billing' };
  test = await ContextApplication.start(smallWorld(), { access }, { imports, providers: EXAMPLES });
});

beforeEach(() => test.aws.calls.reset());

afterAll(async () => {
  await test.close();
  BullModule.workerClass = Worker;
  BullModule.queueClass = Queue;
});

describe('docs/context.md', () => {
  it.each(readdirSync(join(import.meta.dirname, 'context')))(
    'shows the code that is tested here: %s',
    (file) => {
      const code = readFileSync(join(import.meta.dirname, 'context', file), 'utf8');
      expect(fencedBlocks('docs/context.md').map(({ text }) => text)).toContain(code);
    },
  );
});

describe('an application with @nestjs/schedule, @nestjs/event-emitter and @nestjs/bullmq', () => {
  it('has no consumer of a following client that is made per request', () => {
    const modules = [...test.app.get(ModulesContainer).values()];
    const wrappers = modules.flatMap(({ providers }) => Array.from(providers.values()));
    const consumers = wrappers.filter(({ metatype }) => EXAMPLES.some((example) => example === metatype));
    expect(consumers).toHaveLength(EXAMPLES.length);
    expect(consumers.filter((consumer) => !consumer.isDependencyTreeStatic())).toEqual([]);
  });

  it('runs a cron job in the contexts that it opens', async () => {
    await test.app.get(SchedulerRegistry).getCronJob('nightly-report').fireOnTick();
    const { found } = test.app.get(NightlyReport);
    await until(() => found.size === 2);
    expect([...found.values()]).toEqual([OF_PAYMENTS, OF_SEARCH]);
  });

  it('runs a job of a queue in the context that it opens, once the job may be done', async () => {
    const work = IdleWorker.works.get('reports');
    const data = { accountId: SEARCH, requestedBy: 'billing' };
    expect(await work?.({ data })).toEqual(OF_SEARCH);
    await expect(work?.({ data: { ...data, requestedBy: 'mallory' } })).rejects.toMatchObject({
      name: TargetRefusedError.name,
      retryable: false,
    });
    await expect(work?.({ data: { ...data, accountId: '42' } })).rejects.toThrow(InvalidTargetError);
  });
});

describe('what to mind', () => {
  const names = (): Promise<unknown> => test.app.get(BucketsService).names();

  it('a batch of a DataLoader runs in the context of its first caller, unless its keys say where', async () => {
    const careless = new DataLoader(async (keys: readonly string[]) => {
      const found = await bucketNames(test.clients.s3);
      return keys.map(() => found);
    });
    const [first, second] = [
      test.in(PAYMENTS, () => careless.load('a')),
      test.in(SEARCH, () => careless.load('b')),
    ];
    expect(await Promise.all([first, second])).toEqual([OF_PAYMENTS, OF_PAYMENTS]);

    const regions = test.app.get(BucketRegions);
    test.aws.calls.reset();
    const [ours, theirs] = [
      test.in(PAYMENTS, () => regions.regionOf('payments-ledger')),
      test.in(SEARCH, () => regions.regionOf('search-index')),
    ];
    expect(await Promise.all([ours, theirs])).toEqual(['eu-west-1', 'eu-west-1']);
    expect(new Set(test.sent)).toEqual(
      new Set([`GetBucketLocation by ${PAYMENTS}`, `GetBucketLocation by ${SEARCH}`]),
    );
  });

  it('a listener runs in the context of whoever emits, unless it opens one or is bound', async () => {
    const events = test.app.get(EventEmitter2);
    const where: unknown[] = [];
    test.in(PAYMENTS, () => events.once('told', () => where.push(test.context.current?.accountId)));
    test.in(SEARCH, () => events.emit('told'));
    expect(where).toEqual([SEARCH]);

    const bucketEvents = test.app.get(BucketEvents);
    await test.in(PAYMENTS, () => events.emitAsync('buckets.changed', { accountId: SEARCH }));
    test.in(PAYMENTS, () => bucketEvents.listenOnce());
    test.in(SEARCH, () => events.emit('buckets.asked'));
    await until(() => bucketEvents.heard.length === 2);
    expect(bucketEvents.heard).toEqual([OF_SEARCH, OF_PAYMENTS]);
  });

  it('a task of a pool runs in the context of whoever woke the pool, unless it is bound', async () => {
    const where: unknown[] = [];
    const tasks: (() => void)[] = [];
    const add = (): unknown => tasks.push(() => where.push(test.context.current?.accountId));
    test.in(PAYMENTS, add);
    test.in(SEARCH, () => tasks.forEach((task) => task()));
    expect(where).toEqual([SEARCH]);

    const pool = test.app.get(TaskPool);
    const found = [PAYMENTS, SEARCH].map((accountId) => test.in(accountId, () => pool.add(names)));
    expect(await Promise.all(found)).toEqual([OF_PAYMENTS, OF_SEARCH]);
  });

  it('what outlives its context takes a pinned client', async () => {
    const pages = test.in(PAYMENTS, () => test.app.get(PinnedPages).begin());
    const page = await test.in(SEARCH, () => pages.next());
    expect(page.value?.Buckets?.[0]?.Name).toBe(OF_PAYMENTS[0]);
    await pages.next();
    expect(new Set(test.sent)).toEqual(new Set([`ListBuckets by ${PAYMENTS}`]));
  });

  it('where no context is open, a following client says so', async () => {
    await expect(names()).rejects.toThrow(NoAccountContextError);
    expect(test.clients.s3).toBeInstanceOf(S3Client);
  });

  it('follows what others push in the account of whoever follows', async () => {
    const news = test.app.get(BucketNews);
    const heard = firstValueFrom(test.in(PAYMENTS, () => news.follow()));
    test.in(SEARCH, () => news.changes.next());
    expect(await heard).toEqual(OF_PAYMENTS);
  });
});
