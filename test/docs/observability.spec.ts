import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { context, metrics, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountSweep, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { openTelemetry } from 'nestjs-aws-cross-account/opentelemetry';
import request from 'supertest';
import { ROLE_SESSION_STATES } from '../../libs/aws-cross-account/src/credentials/diagnostics/role-session-status.js';
import { ATTRIBUTES } from '../../libs/aws-cross-account/src/telemetry/opentelemetry/attributes.js';
import { MEASURED } from '../../libs/aws-cross-account/src/telemetry/opentelemetry/measured.js';
import { OBSERVED } from '../../libs/aws-cross-account/src/telemetry/opentelemetry/observed.js';
import { HEALTH_RULES } from '../../libs/aws-cross-account/src/terminus/health-options.js';
import { ContextApplication } from '../support/context-application.js';
import { TelemetryRecorder } from '../support/telemetry-recorder.js';
import { DENYING, PAYMENTS, SEARCH, smallWorld } from '../support/world.js';
import { codeRows, fencedBlocks, readDocument } from './fenced-blocks.js';
import { AppModule } from './observability/app.module.js';
import { HealthModule } from './observability/health.module.js';
import { createApplication } from './observability/json-log.js';
import { SessionsController } from './observability/sessions.controller.js';
import { startTelemetry } from './observability/start-telemetry.js';

const DOCUMENT = 'docs/observability.md';
const ALERTS = readDocument('docs/prometheus/alerts.yml');
const rows = codeRows(DOCUMENT);
const after = (heading: string): string[][] => {
  const [, text = ''] = readDocument(DOCUMENT).split(`\n${heading}\n`);
  const table = new Set((text.split(/\n##? /)[0] ?? '').split('\n').filter((line) => line.startsWith('| `')));
  return rows.filter(([name]) => [...table].some((line) => line.startsWith(`| \`${name}\` `)));
};

describe('docs/observability.md', () => {
  const folder = join(import.meta.dirname, 'observability');

  it.each(readdirSync(folder))('shows the code that is tested here: %s', (file) => {
    const code = readFileSync(join(folder, file), 'utf8');
    expect(fencedBlocks(DOCUMENT).map(({ text }) => text)).toContain(code);
  });

  it('shows no other code', () => {
    const code = fencedBlocks(DOCUMENT).filter(({ language }) => language === 'ts');
    expect(code).toHaveLength(readdirSync(folder).length);
  });

  it('has a row for each metric, with its kind and its unit', () => {
    const named = rows.filter((cells) => cells.length === 5).map(([name, kind, unit]) => [name, kind, unit]);
    const measured = Object.values(MEASURED).map(({ name, unit }) => [name, 'histogram', unit]);
    const observed = OBSERVED.map(({ name, kind, unit }) => [name, kind, unit]);
    expect(named).toEqual([...measured, ...observed]);
  });

  it('names the attributes that each metric has', async () => {
    const recorder = new TelemetryRecorder();
    const { meterProvider, tracerProvider } = recorder;
    const telemetry = openTelemetry({ accountsOnMetrics: 10, meterProvider, tracerProvider });
    const application = await ContextApplication.start(smallWorld(), { telemetry });
    await application.app
      .get(AccountSweep)
      .run({ accounts: [PAYMENTS, DENYING] }, () => 1)
      .collect();
    for (const [name, kind, , attributes = ''] of rows.filter((cells) => cells.length === 5)) {
      const had = (await recorder.points(name ?? '')).flatMap((point) => Object.keys(point.attributes));
      const told = [...`\`${attributes}\``.matchAll(/`+([\w.]+)`+/g)].map(([, attribute]) => attribute);
      expect([name, kind, new Set(told)]).toEqual([name, kind, new Set(had)]);
    }
    await application.close();
    await recorder.close();
  });

  it('has a row for each attribute', () => {
    const names: ReadonlySet<unknown> = new Set(Object.values(ATTRIBUTES));
    const named = rows.filter((cells) => cells.length === 3).map(([name]) => name);
    expect(new Set(named.filter((name) => names.has(name)))).toEqual(names);
  });

  it('has a row for each alert, with its severity', () => {
    const alerts = [...ALERTS.matchAll(/alert: (\w+)[\s\S]*?severity: (\w+)/g)].map(([, name, severity]) => [
      name,
      severity,
    ]);
    const named = after('## Alerts and dashboard').map(([name, severity]) => [name, severity]);
    expect(alerts.length).toBeGreaterThan(5);
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(alerts));
  });

  it('has a row for each option of the health indicator, and for each state of a session', () => {
    expect(after('## Health').map(([name]) => name)).toEqual(Object.keys(HEALTH_RULES));
    expect(after('## Diagnostics').map(([name]) => name)).toEqual([...ROLE_SESSION_STATES]);
  });
});

/** What Prometheus' OTLP receiver calls the series of a metric. */
function prometheusNames(): Set<string> {
  const units: Record<string, string> = { s: '_seconds', '{call}/s': '_per_second' };
  const base = (name: string, unit: string): string => name.replaceAll('.', '_') + (units[unit] ?? '');
  const measured = Object.values(MEASURED).flatMap(({ name, unit }) =>
    ['_bucket', '_count', '_sum'].map((suffix) => base(name, unit) + suffix),
  );
  const observed = OBSERVED.map(
    ({ name, unit, kind }) => base(name, unit) + (kind === 'counter' ? '_total' : ''),
  );
  return new Set([...measured, ...observed]);
}

describe.each([
  'docs/prometheus/alerts.yml',
  'docs/prometheus/alerts.test.yml',
  'docs/grafana/dashboard.json',
])('%s', (file) => {
  it('asks for metrics and attributes that there are', () => {
    const known = new Set([
      ...prometheusNames(),
      ...Object.values(ATTRIBUTES).map((name) => name.replaceAll('.', '_')),
    ]);
    const asked = new Set(readDocument(file).match(/\baws_cross_account_\w+/g));
    expect(asked.size).toBeGreaterThan(8);
    expect([...asked].filter((name) => !known.has(name))).toEqual([]);
  });
});

it('the dashboard shows every metric', () => {
  const text = readDocument('docs/grafana/dashboard.json');
  const shown = (name: string): boolean => text.includes(name.replaceAll('.', '_'));
  expect([...Object.values(MEASURED), ...OBSERVED].filter(({ name }) => !shown(name))).toEqual([]);
});

it('every alert says what to do', () => {
  const alerts = ALERTS.split('- alert: ').slice(1);
  expect(alerts.filter((alert) => !/summary: .+[\s\S]+action: .+/.test(alert))).toEqual([]);
});

describe('the examples', () => {
  let application: ContextApplication;
  let nest: INestApplication | undefined;

  beforeEach(async () => {
    application = await ContextApplication.start(smallWorld());
  });

  afterEach(async () => {
    await nest?.close();
    nest = undefined;
    await application.close();
  });

  it('of metrics and traces hand them to the exporters of an SDK', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const spans = new InMemorySpanExporter();
    // So that it keeps what it has when the SDK is shut down.
    jest.spyOn(spans, 'shutdown').mockResolvedValue();
    const stop = startTelemetry(reader, spans);
    const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
    await app.get(CrossAccountClientFactory).assume({ accountId: PAYMENTS });
    const { resourceMetrics } = await reader.collect();
    const measured = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    expect(measured.map(({ descriptor }) => descriptor.name)).toContain('aws.cross_account.client.count');
    await app.close();
    await stop();
    expect(spans.getFinishedSpans().map(({ name }) => name)).toEqual(['STS.AssumeRole']);
    context.disable();
    metrics.disable();
    trace.disable();
  });

  it('of health and diagnostics answer over HTTP', async () => {
    class RootModule {}
    Module({ imports: [AppModule, HealthModule], controllers: [SessionsController] })(RootModule);
    nest = await NestFactory.create(RootModule, { logger: false });
    await nest.init();
    const get = (path: string) => request(nest?.getHttpServer() as never).get(path);
    const ready = await get('/health/ready');
    expect([ready.status, ready.body]).toEqual([
      200,
      expect.objectContaining({ details: { aws: expect.objectContaining({ hubRole: { state: 'well' } }) } }),
    ]);
    const factory = nest.get(CrossAccountClientFactory);
    await Promise.allSettled([PAYMENTS, SEARCH, DENYING].map((accountId) => factory.assume({ accountId })));
    const denied = await get('/admin/sessions?state=denied');
    expect(denied.body).toMatchObject({ sessions: [{ accountId: DENYING, state: 'denied' }] });
    const all = await get('/admin/sessions?after=1');
    expect(all.body).toMatchObject({ sessions: [{ id: 2 }, { id: 3 }] });
    expect((await get('/admin/sessions/counts')).body).toMatchObject({
      health: { accounts: { unreachable: 1 } },
    });
  });

  it('of a log writes JSON', async () => {
    const written: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    nest = await createApplication(AppModule);
    await nest.init();
    await nest
      .get(CrossAccountClientFactory)
      .assume({ accountId: DENYING })
      .catch(() => undefined);
    jest.restoreAllMocks();
    const line = JSON.parse(written.find((text) => text.includes('"denied"')) ?? '{}') as Record<
      string,
      object
    >;
    const shown = fencedBlocks(DOCUMENT).find(({ language }) => language === 'json');
    const example = JSON.parse(shown?.text ?? '{}') as Record<string, object>;
    expect(Object.keys(line).toSorted()).toEqual(Object.keys(example).toSorted());
    expect(Object.keys(line.message ?? {}).toSorted()).toEqual(Object.keys(example.message ?? {}).toSorted());
  });
});
