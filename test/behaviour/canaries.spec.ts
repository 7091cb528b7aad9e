import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Fault, LocalAws } from 'local-aws-accounts';
import {
  AwsCrossAccountModule,
  CREDENTIAL_EVENT_NAMES,
  CrossAccountClientFactory,
  eventChannelName,
} from 'nestjs-aws-cross-account';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { Forwarder } from '../support/forwarder.js';
import {
  DENYING,
  PARTNER,
  PARTNER_EXTERNAL_ID,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

const FAULTS_OF_STS: readonly Fault[] = [
  { kind: 'server-error' },
  { kind: 'throttle' },
  { kind: 'html' },
  { kind: 'reset' },
  { kind: 'hang', at: 'response' },
  { kind: 'hang', at: 'body' },
  { kind: 'truncated' },
  { kind: 'empty' },
  { kind: 'missing-credentials' },
  { kind: 'wrong-account', accountId: SEARCH },
  { kind: 'region-disabled' },
  { kind: 'deny' },
  { kind: 'expiration', value: 'missing' },
  { kind: 'expiration', value: 'unparsable' },
  { kind: 'expiration', value: 'past' },
  { kind: 'expiration', value: 'far' },
];

const FAULTS_OF_SERVICES: readonly Fault[] = [
  { kind: 'reject-key', code: 'ExpiredToken' },
  { kind: 'reject-key', code: 'InvalidAccessKeyId' },
  { kind: 'server-error' },
  { kind: 'reset' },
  { kind: 'html' },
  { kind: 'deny' },
];

const ACCOUNTS = [PAYMENTS, SEARCH, PARTNER, DENYING];

let aws: LocalAws;
let door: Forwarder;
let restore: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;
/** Everything that was written, logged, thrown or published. */
const seen: unknown[] = [];
const see = (message: unknown): void => void seen.push(message);
const note = (...given: unknown[]): void => void seen.push(...given);

class RootModule {}
Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: ROLE_NAME,
      accountOverrides: { [PARTNER]: { externalId: PARTNER_EXTERNAL_ID } },
      sts: { attemptSeconds: 0.3, totalSeconds: 0.5 },
      maxAttempts: 2,
      shutdownSeconds: 0,
    }),
  ],
})(RootModule);

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  door = await Forwarder.to(aws.url);
  restore = setEnvironment({ ...aws.env, AWS_ENDPOINT_URL: door.url });
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => seen.push(String(text)) > 0);
  for (const event of CREDENTIAL_EVENT_NAMES) subscribe(eventChannelName(event), see);
});

/** A new application: what it has learnt from one fault must not spare it the next. */
async function start(): Promise<void> {
  const logger = { log: note, error: note, warn: note, debug: note, verbose: note, fatal: note };
  app = await NestFactory.createApplicationContext(RootModule, { logger, abortOnError: false });
  factory = app.get(CrossAccountClientFactory);
}

afterAll(async () => {
  jest.restoreAllMocks();
  for (const event of CREDENTIAL_EVENT_NAMES) unsubscribe(eventChannelName(event), see);
  await door.shut();
  restore();
  await aws.close();
});

/** Does what services do, and keeps what comes of it. */
async function useEverything(): Promise<void> {
  const put = new PutObjectCommand({ Bucket: 'payments-ledger', Key: 'k', Body: 'text' });
  const uses = [
    ...ACCOUNTS.flatMap((accountId) => {
      const client = (): S3Client => factory.get(S3Client, { accountId });
      return [async () => bucketNames(client()), async () => client().send(put)];
    }),
    () => factory.assume({ accountId: PAYMENTS }, { fresh: true }),
    () => factory.assume({ accountId: PARTNER, externalId: 'CANARY-external-id' }),
    () => factory.assume({ accountId: SEARCH, policy: '{"CANARY-policy":1}', tags: { team: 'CANARY-tag' } }),
    () => factory.assume({ accountId: SEARCH, sourceIdentity: 'CANARY-person' }),
    async () => bucketNames(factory.getHubClient(S3Client)),
  ];
  const outcomes = await Promise.allSettled(uses.map((use) => use()));
  for (const outcome of outcomes) if (outcome.status === 'rejected') seen.push(outcome.reason);
  seen.push(factory, factory.stats(), factory.sessions({ limit: 1_000 }), factory.health());
}

/** As much of a value as can be printed, hidden properties too. */
function printed(value: unknown): string {
  const causes = value instanceof Error ? printed(value.cause ?? '') : '';
  return inspect(value, { showHidden: true, depth: 8, maxStringLength: null }) + causes;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** Which secrets can be read in what was seen. */
function leaksIn(values: readonly unknown[]): string[] {
  expect(values).not.toHaveLength(0);
  const text = values.map((value) => printed(value) + json(value)).join('\n');
  const { AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
  const secrets = [...door.secrets, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, PARTNER_EXTERNAL_ID, 'CANARY'];
  return secrets.filter((secret) => secret && text.includes(secret)).map(String);
}

describe('in everything that is logged, thrown and published', () => {
  it('while everything works and everything fails, there is no secret', async () => {
    const leaks: string[] = [];
    for (const [action, faults] of [
      ['sts:AssumeRole', FAULTS_OF_STS],
      ['s3:ListBuckets', FAULTS_OF_SERVICES],
      ['s3:PutObject', FAULTS_OF_SERVICES],
    ] as const) {
      for (const fault of faults) {
        for (const isWarm of [true, false]) {
          await start();
          if (isWarm) await useEverything();
          aws.faults.add({ action, fault });
          await useEverything();
          aws.faults.clear();
          await app.close();
          await useEverything();
          leaks.push(...leaksIn(seen.splice(0)));
        }
      }
    }

    expect(leaks).toEqual([]);
    // What there was to be leaked.
    expect(door.secrets.size).toBeGreaterThan(200);
  }, 60_000);
});
