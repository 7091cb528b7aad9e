import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Fault } from 'local-aws-accounts';
import {
  AccountSweep,
  type AwsCrossAccountModuleOptions,
  type CrossAccountTelemetry,
} from 'nestjs-aws-cross-account';
import { openTelemetry, type OpenTelemetryOptions } from 'nestjs-aws-cross-account/opentelemetry';
import { MEASURED } from '../../libs/aws-cross-account/src/telemetry/opentelemetry/measured.js';
import { OBSERVED } from '../../libs/aws-cross-account/src/telemetry/opentelemetry/observed.js';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { ContextApplication } from '../support/context-application.js';
import { type Point, TelemetryRecorder } from '../support/telemetry-recorder.js';
import {
  DENYING,
  PARTNER,
  PARTNER_EXTERNAL_ID,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

const ASSUME_ROLE = 'aws.cross_account.assume_role.duration';
const ACCOUNT = 'aws.cross_account.account.id';

let recorder: TelemetryRecorder;
let application: ContextApplication;

async function start(
  options: OpenTelemetryOptions = {},
  module: Partial<AwsCrossAccountModuleOptions> = {},
): Promise<void> {
  const { tracerProvider, meterProvider } = recorder;
  const telemetry = openTelemetry({ tracerProvider, meterProvider, ...options });
  const accountOverrides = { [PARTNER]: { externalId: PARTNER_EXTERNAL_ID } };
  application = await ContextApplication.start(smallWorld(), { telemetry, accountOverrides, ...module });
}

beforeEach(() => {
  recorder = new TelemetryRecorder();
});

afterEach(async () => {
  await application.close();
  await recorder.close();
});

const buckets = (accountId: string): Promise<string[]> =>
  bucketNames(application.factory.get(S3Client, { accountId }));
const denied = (): Promise<unknown> =>
  application.factory.assume({ accountId: DENYING }).catch(() => undefined);
const brief = (points: readonly Point[]): unknown[] =>
  points.map(({ attributes, value }) => [...Object.values(attributes), value]);

describe('the span of a role session that is obtained', () => {
  it('says which role of which account, by the conventions of AWS and our own', async () => {
    await start();
    await application.factory.assume({ accountId: PAYMENTS });
    const [span, ...others] = recorder.spans();
    expect(others).toEqual([]);
    expect([span?.name, span?.kind, span?.status]).toEqual([
      'STS.AssumeRole',
      SpanKind.CLIENT,
      { code: SpanStatusCode.UNSET },
    ]);
    expect(span?.attributes).toEqual({
      'rpc.system': 'aws-api',
      'rpc.service': 'STS',
      'rpc.method': 'AssumeRole',
      'aws.cross_account.account.id': PAYMENTS,
      'aws.cross_account.role.arn': `arn:aws:iam::${PAYMENTS}:role/${ROLE_NAME}`,
      'aws.cross_account.purpose': 'first-use',
    });
  });

  it('says why it failed and what to do', async () => {
    await start();
    await denied();
    const [span] = recorder.spans();
    expect(span?.attributes['error.type']).toBe('ASSUME_ROLE_DENIED');
    expect(span?.status).toEqual({
      code: SpanStatusCode.ERROR,
      message: expect.stringContaining(`Change the role's trust policy in account ${DENYING}`),
    });
  });

  it('is linked to the request that set it off, and is not its child', async () => {
    await start();
    const request = await recorder.inSpan(() => Promise.all([buckets(PAYMENTS), buckets(PAYMENTS)]));
    const [span, ...others] = recorder.spans('STS.AssumeRole');
    expect(others).toEqual([]);
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.links.map(({ context }) => context.spanId)).toEqual([request]);
    expect(span?.spanContext().traceId).not.toBe(span?.links[0]?.context.traceId);
  });

  it('is no child of whoever started the application', async () => {
    await recorder.inSpan(() => start());
    await application.factory.assume({ accountId: PAYMENTS });
    expect(recorder.spans('STS.AssumeRole').map(({ parentSpanContext }) => parentSpanContext)).toEqual([
      undefined,
    ]);
  });

  it('has no link where the request is in no span', async () => {
    await start();
    await application.factory.assume({ accountId: PAYMENTS });
    expect(recorder.spans().map(({ links }) => links)).toEqual([[]]);
  });

  it('is active while the session is obtained, so that what others trace of it is a child', async () => {
    const active: (string | undefined)[] = [];
    const credentials = async (): Promise<AwsCredentialIdentity> => {
      active.push(trace.getActiveSpan()?.spanContext().spanId);
      return { accessKeyId: 'AKIA', secretAccessKey: 'x' };
    };
    await start({}, { accountOverrides: { [SEARCH]: { credentials } } });
    await recorder.inSpan(() => application.factory.assume({ accountId: SEARCH }).catch(() => undefined));
    expect(active).toEqual(recorder.spans('STS.GetCallerIdentity').map((span) => span.spanContext().spanId));
    expect(active).toHaveLength(1);
  });

  it('is of GetCallerIdentity where the credentials of an account are provided', async () => {
    await start({}, { accountOverrides: { '999999999999': { credentials: 'hub-role' } } });
    await application.factory.assume({ accountId: '999999999999' });
    const [span] = recorder.spans();
    expect([span?.name, span?.attributes['aws.cross_account.role.arn']]).toEqual([
      'STS.GetCallerIdentity',
      undefined,
    ]);
  });
});

describe('the spans of a sweep', () => {
  it('are one for each target, children of whoever started it, in which its function runs', async () => {
    await start();
    const sweep = application.app.get(AccountSweep);
    const accounts = [PAYMENTS, SEARCH, DENYING];
    const request = await recorder.inSpan(() =>
      sweep.run({ accounts, regions: ['eu-west-1'] }, () => recorder.inSpan(async () => undefined)).collect(),
    );
    const targets = recorder.spans('AccountSweep target');
    const told = targets.map(({ attributes }) => [
      attributes[ACCOUNT],
      attributes['aws.cross_account.region'],
      attributes['aws.cross_account.sweep.status'],
      attributes['error.type'],
    ]);
    expect(new Set(told)).toEqual(
      new Set([
        [PAYMENTS, 'eu-west-1', 'ok', undefined],
        [SEARCH, 'eu-west-1', 'ok', undefined],
        [DENYING, 'eu-west-1', 'failed', 'ASSUME_ROLE_DENIED'],
      ]),
    );
    expect(new Set(targets.map(({ parentSpanContext }) => parentSpanContext?.spanId))).toEqual(
      new Set([request]),
    );
    const ids = new Map(targets.map((span) => [span.spanContext().spanId, span.attributes[ACCOUNT]]));
    const parents = recorder
      .spans('request')
      .map(({ parentSpanContext }) => ids.get(parentSpanContext?.spanId ?? ''));
    expect(new Set(parents)).toEqual(new Set([PAYMENTS, SEARCH, undefined]));
    const assumed = recorder.spans('STS.AssumeRole').flatMap(({ links }) => links);
    expect(new Set(assumed.map(({ context }) => ids.get(context.spanId)))).toEqual(new Set(accounts));
  });
});

describe('the metrics', () => {
  it('are all there from the start of an application to its end, with their units', async () => {
    await start();
    await application.factory.assume({ accountId: PAYMENTS });
    await application.app
      .get(AccountSweep)
      .run({ accounts: [PAYMENTS] }, () => 1)
      .collect();
    const all = [...Object.values(MEASURED), ...OBSERVED].map(({ name, unit }) => [name, unit]);
    expect(await recorder.units()).toEqual(Object.fromEntries(all));
    expect(
      Object.keys(await recorder.units()).filter((name) => !name.startsWith('aws.cross_account.')),
    ).toEqual([]);
  });

  it('count what was answered from memory, waited for and refused', async () => {
    await start();
    const use = (): Promise<unknown> => application.factory.getCredentials({ accountId: PAYMENTS })();
    await Promise.all([use(), use()]);
    for (let time = 0; time < 3; time += 1) await use();
    for (let time = 0; time < 3; time += 1) await denied();
    for (let time = 0; time < 5; time += 1) application.factory.get(S3Client, { accountId: PAYMENTS });
    expect(brief(await recorder.points('aws.cross_account.credentials.requests'))).toEqual([
      ['hit', 3],
      ['miss', 3],
      ['denied', 2],
    ]);
    expect(brief(await recorder.points('aws.cross_account.client.requests'))).toEqual([
      ['hit', 4],
      ['miss', 1],
    ]);
    expect(brief(await recorder.points('aws.cross_account.account.count'))).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });

  it('measure the obtaining of sessions by what came of it, and name no account unless they are told to', async () => {
    await start();
    await Promise.all([buckets(PAYMENTS), buckets(SEARCH), denied()]);
    const points = await recorder.points(ASSUME_ROLE);
    expect(points.map(({ attributes, value }) => [attributes, value])).toEqual(
      expect.arrayContaining([
        [{ 'rpc.method': 'AssumeRole', 'aws.cross_account.purpose': 'first-use' }, 2],
        [
          {
            'rpc.method': 'AssumeRole',
            'aws.cross_account.purpose': 'first-use',
            'error.type': 'ASSUME_ROLE_DENIED',
          },
          1,
        ],
      ]),
    );
    expect(points).toHaveLength(2);
    expect(points.every(({ sum = 0 }) => sum > 0 && sum < 10)).toBe(true);
    const waits = await recorder.points('aws.cross_account.sts.queue.duration');
    expect(brief(waits)).toEqual([['first-use', 3]]);
  });

  it('name as many accounts as they are told to, and those that fail apart from those that do not', async () => {
    await start({ accountsOnMetrics: 1 });
    for (const accountId of [PAYMENTS, SEARCH, PARTNER]) await buckets(accountId);
    await denied();
    await application.factory.assume({ accountId: SEARCH, roleName: 'nobody' }).catch(() => undefined);
    const named = (await recorder.points(ASSUME_ROLE)).map(({ attributes, value }) => [
      attributes[ACCOUNT],
      attributes['error.type'],
      value,
    ]);
    expect(named).toEqual(
      expect.arrayContaining([
        [PAYMENTS, undefined, 1],
        ['other', undefined, 2],
        [DENYING, 'ASSUME_ROLE_DENIED', 1],
        ['other', 'ASSUME_ROLE_DENIED', 1],
      ]),
    );
    expect(named).toHaveLength(4);
  });

  it('tell of sweeps while they go on, and count their results', async () => {
    await start();
    const seen: unknown[] = [];
    const accounts = [PAYMENTS, SEARCH, DENYING];
    const sweep = application.app
      .get(AccountSweep)
      .run({ accounts, regions: ['eu-west-1'], concurrency: 1 }, async () => {
        seen.push(
          (await recorder.points('aws.cross_account.sweep.active')).map(({ value }) => value),
          (await recorder.points('aws.cross_account.sweep.remaining')).map(({ value }) => value),
        );
      });
    await sweep.collect();
    expect(seen).toEqual([[1], [3], [1], [2]]);
    expect(brief(await recorder.points('aws.cross_account.sweep.targets'))).toEqual([
      ['ok', 2],
      ['failed', 1],
      ['skipped', 0],
    ]);
    expect((await recorder.points('aws.cross_account.sweep.active')).map(({ value }) => value)).toEqual([0]);
    const durations = await recorder.points('aws.cross_account.sweep.target.duration');
    expect(new Set(durations.map(({ value }) => value))).toEqual(new Set([1, 2]));
  });

  it('are read no more once the application has shut down', async () => {
    await start();
    await application.app.close();
    expect(await recorder.points('aws.cross_account.client.count')).toEqual([]);
  });
});

describe('in everything that is measured and traced', () => {
  const FAULTS: readonly Fault[] = [
    { kind: 'server-error' },
    { kind: 'html' },
    { kind: 'missing-credentials' },
    { kind: 'wrong-account', accountId: SEARCH },
    { kind: 'expiration', value: 'unparsable' },
    { kind: 'deny' },
  ];

  it('there is no secret', async () => {
    const written: string[] = [];
    for (const fault of FAULTS) {
      await start({ accountsOnMetrics: 100 }, { sts: { attemptSeconds: 0.3, totalSeconds: 0.5 } });
      const uses = (): Promise<unknown> =>
        Promise.allSettled([
          buckets(PAYMENTS),
          buckets(PARTNER),
          application.factory.assume({ accountId: PARTNER, externalId: 'CANARY-external-id' }),
          application.factory.assume({
            accountId: SEARCH,
            policy: '{"CANARY":1}',
            tags: { team: 'CANARY-tag' },
          }),
          application.app
            .get(AccountSweep)
            .run({ accounts: [PAYMENTS] }, () => Promise.reject(new RangeError('CANARY-message')))
            .collect(),
        ]);
      await uses();
      application.aws.faults.add({ action: 'sts:AssumeRole', fault });
      await uses();
      const spans = recorder
        .spans()
        .map(({ name, attributes, status, events }) => ({ name, attributes, status, events }));
      written.push(JSON.stringify([spans, await recorder.points(ASSUME_ROLE)]));
      await application.close();
    }
    await start();
    const { AWS_SECRET_ACCESS_KEY } = application.aws.env;
    const text = written.join('\n');
    expect(text).toContain('ASSUME_ROLE_DENIED');
    expect(text).toContain('RangeError');
    expect(
      [AWS_SECRET_ACCESS_KEY, PARTNER_EXTERNAL_ID, 'CANARY'].filter((secret) => text.includes(secret)),
    ).toEqual([]);
  });

  it('there is nothing of what errors say that are not ours', async () => {
    await start();
    const { tracerProvider, meterProvider } = recorder;
    const telemetry = openTelemetry({ tracerProvider, meterProvider });
    const call = {
      accountId: PAYMENTS,
      roleArn: undefined,
      operation: 'AssumeRole',
      purpose: 'refresh',
    } as const;
    const fail = (): Promise<never> => Promise.reject(new RangeError('CANARY'));
    await expect(telemetry.obtain({ ...call, cause: undefined }, fail)).rejects.toThrow('CANARY');
    await expect(telemetry.target({ accountId: PAYMENTS, region: undefined }, fail)).rejects.toThrow(
      'CANARY',
    );
    expect(
      recorder.spans().map(({ attributes, status, events }) => [attributes['error.type'], status, events]),
    ).toEqual([
      ['_OTHER', { code: SpanStatusCode.ERROR }, []],
      ['_OTHER', { code: SpanStatusCode.ERROR }, []],
    ]);
  });
});

describe('the option telemetry', () => {
  it.each([
    ['telemetry', { telemetry: {} as CrossAccountTelemetry }],
    ['telemetry', { telemetry: 'otel' as never }],
  ])('is refused at boot when it is none: %s %j', async (option, options) => {
    await start();
    await expect(startApplication(options)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      option,
    });
  });

  it.each([
    ['telemetry.accountsOnMetrics', { accountsOnMetrics: -1 }],
    ['telemetry.accountsOnMetrics', { accountsOnMetrics: 10_001 }],
    ['telemetry.meterProvider', { meterProvider: {} }],
    ['telemetry.tracerProvider', { tracerProvider: 1 }],
    ['telemetry.accountIds', { accountIds: true }],
  ])('refuses options of its own that are wrong: %s', async (option, options) => {
    await start();
    expect(() => openTelemetry(options as never)).toThrow(expect.objectContaining({ option }));
  });

  it('records nothing and breaks nothing where no SDK is registered', async () => {
    await start({ tracerProvider: undefined, meterProvider: undefined });
    await buckets(PAYMENTS);
    await denied();
    expect([recorder.spans(), await recorder.units()]).toEqual([[], {}]);
  });
});

describe('an OpenTelemetry that throws', () => {
  const broken = (): never => {
    throw new RangeError('the exporter is broken');
  };
  const processor = (change: object): OpenTelemetryOptions => ({
    tracerProvider: new BasicTracerProvider({
      spanProcessors: [
        {
          onStart: () => undefined,
          onEnd: () => undefined,
          shutdown: async () => undefined,
          forceFlush: async () => undefined,
          ...change,
        },
      ],
    }),
  });
  const histogram = { createHistogram: () => ({ record: broken }) };

  it.each<[string, OpenTelemetryOptions]>([
    ['tracer', { tracerProvider: { getTracer: broken } }],
    ['meter', { meterProvider: { getMeter: broken } }],
    ['histogram', { meterProvider: { getMeter: () => histogram as never } }],
    ['onStart', processor({ onStart: broken })],
    ['onEnd', processor({ onEnd: broken })],
  ])('stops no call of STS and no sweep: %s', async (_, options) => {
    await start(options);
    await expect(application.factory.assume({ accountId: PAYMENTS })).resolves.toMatchObject({
      accountId: PAYMENTS,
    });
    await expect(application.factory.assume({ accountId: DENYING })).rejects.toMatchObject({
      code: 'ASSUME_ROLE_DENIED',
    });
    const sweep = application.app.get(AccountSweep);
    const results = await sweep.run({ accounts: [SEARCH] }, () => 'done').collect();
    expect(results).toMatchObject([{ status: 'ok' }]);
    expect(application.aws.calls.count('sts:AssumeRole')).toBe(3);
  });
});
