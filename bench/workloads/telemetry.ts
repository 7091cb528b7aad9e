import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AlwaysOnSampler, BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { CrossAccountTelemetry } from 'nestjs-aws-cross-account';
import { openTelemetry } from 'nestjs-aws-cross-account/opentelemetry';
import { Child } from '../harness/child.js';
import { type Application, startApplication, useAws } from '../harness/factory.js';
import { type Contender, interleave, type Standing } from '../harness/interleave.js';
import { always, atMost, formatNumber, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { cpuMilliseconds } from '../harness/time.js';
import { accountIds } from '../server/world.js';

const ACCOUNTS = 100;
const SIZES = {
  full: { requests: 2_000, reads: 100_000, rounds: 11 },
  short: { requests: ACCOUNTS, reads: 100, rounds: 1 },
};

const WITHOUT = 'without the option';
const NO_SDK = 'openTelemetry() without an SDK';
const SDK = 'with an SDK, collected each round';

const nothing = (): Promise<unknown> => Promise.resolve();

/** An SDK that keeps nothing, and how to let it collect. */
function startSdk(): { telemetry: CrossAccountTelemetry; collect: () => Promise<unknown> } {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const nowhere = {
    export: () => undefined,
    shutdown: () => Promise.resolve(),
  };
  const telemetry = openTelemetry({
    accountsOnMetrics: ACCOUNTS,
    meterProvider: new MeterProvider({ readers: [reader] }),
    tracerProvider: new BasicTracerProvider({
      sampler: new AlwaysOnSampler(),
      spanProcessors: [new SimpleSpanProcessor(nowhere)],
    }),
  });
  return { telemetry, collect: () => reader.collect() };
}

interface Measured {
  readonly name: string;
  readonly application: Application;
  readonly collect: () => Promise<unknown>;
}

/** What it costs a request that it is measured, where its session is held: nearly all are. */
export const telemetry: Workload = {
  name: 'telemetry',
  async run(size): Promise<Report> {
    const { requests, reads: count, rounds } = SIZES[size];
    const aws = await Child.start('server/aws.js', {}, [String(ACCOUNTS)]);
    await useAws(aws);
    const sdk = startSdk();
    const all: Measured[] = [
      { name: WITHOUT, application: await startApplication(), collect: nothing },
      { name: NO_SDK, application: await startApplication({ telemetry: openTelemetry() }), collect: nothing },
      { name: SDK, application: await startApplication({ telemetry: sdk.telemetry }), collect: sdk.collect },
    ];
    const reads = await interleave(
      all.map((measured) => reading(measured, count)),
      rounds,
    );
    const standings = await interleave(
      all.map((measured) => requesting(measured, requests)),
      rounds,
    );
    const assumed = await aws.ask<number>('assumed');
    for (const { application } of all) await application.app.close();
    await aws.stop();
    return {
      title: 'A request that is measured',
      unit: 'µs of CPU a request',
      ratioTo: WITHOUT,
      rows: rowsOf(standings, SDK, WITHOUT),
      checks: [
        always('one call of AssumeRole for each account and application', [assumed], all.length * ACCOUNTS),
      ],
      aims: [
        atMost(
          "under 1.03 of a request's CPU with an SDK",
          standingOf(standings, SDK).ratioTo(WITHOUT),
          1.03,
        ),
      ],
      about:
        `ListBuckets in ${ACCOUNTS} accounts in turn, whose sessions are held; ${requests} requests a round, and one collection, which is more than once a minute. ` +
        `Reading the credentials, which a request does twice, takes ${formatNumber(valueOf(reads, WITHOUT))} ns without the option, ` +
        `${formatNumber(added(reads, NO_SDK))} ns more without an SDK and ${formatNumber(added(reads, SDK))} ns more with one.`,
    };
  },
};

function requesting({ name, application: { factory }, collect }: Measured, requests: number): Contender {
  const accounts = accountIds(ACCOUNTS);
  return {
    name,
    round: async () => {
      const ms = await cpuMilliseconds(async () => {
        for (let sent = 0; sent < requests; sent += 1) {
          const accountId = accounts[sent % ACCOUNTS] ?? '';
          await factory.get(S3Client, { accountId, region: 'eu-west-1' }).send(new ListBucketsCommand());
        }
        await collect();
      });
      return (ms * 1_000) / requests;
    },
  };
}

/** In nanoseconds. */
function reading({ name, application: { factory } }: Measured, reads: number): Contender {
  const [accountId = ''] = accountIds(1);
  const { config } = factory.get(S3Client, { accountId, region: 'eu-west-1' });
  const provide = config.credentials as AwsCredentialIdentityProvider;
  return {
    name,
    round: async () => {
      await provide();
      const began = process.hrtime.bigint();
      for (let read = 0; read < reads; read += 1) await provide();
      return Number(process.hrtime.bigint() - began) / reads;
    },
  };
}

function valueOf(standings: ReadonlyMap<string, Standing>, name: string): number {
  return standingOf(standings, name).value.median;
}

function added(standings: ReadonlyMap<string, Standing>, name: string): number {
  return valueOf(standings, name) - valueOf(standings, WITHOUT);
}
