import { inspect } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Fault, LocalAws } from 'local-aws-accounts';
import { openFactory } from '../../libs/aws-cross-account/src/clients/open-factory.js';
import type { CrossAccountOptions } from '../../libs/aws-cross-account/src/clients/cross-account-options.js';
import type { CrossAccountClientFactory } from '../../libs/aws-cross-account/src/clients/cross-account-client-factory.js';
import { ManualClock, settled } from '../../libs/aws-cross-account/src/credentials/testing/manual-clock.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import {
  accountIds,
  DENYING,
  largeWorld,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

const MINUTE = 60_000;

let aws: LocalAws;
let restore: () => void;
let clock: ManualClock;
let factory: CrossAccountClientFactory;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restore = setEnvironment(aws.env);
});

afterAll(async () => {
  restore();
  await aws.close();
});

beforeEach(() => start());

afterEach(async () => {
  aws.faults.clear();
  await factory.close();
});

/** An engine whose time stands still until the test moves it. AWS goes on in real time. */
async function start(options: Partial<CrossAccountOptions> = {}): Promise<void> {
  clock = new ManualClock(Date.now());
  factory = await openFactory({ roleName: ROLE_NAME, shutdownSeconds: 0, ...options }, clock);
  aws.calls.reset();
}

/** A client whose role is assumed. */
async function warm(): Promise<S3Client> {
  const client = factory.get(S3Client, { accountId: PAYMENTS });
  await bucketNames(client);
  aws.calls.reset();
  return client;
}

const assumed = (): number => aws.calls.count('sts:AssumeRole');

/** A gate in front of STS, and how to open it. */
function gate(): { open: () => void; held: ReturnType<LocalAws['faults']['add']> } {
  let open = (): void => undefined;
  const until = new Promise<void>((resolve) => (open = resolve));
  const held = aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'gate', until } });
  return { open, held };
}

describe('while STS is down', () => {
  it.each(['server-error', 'reset', 'throttle'] as const)(
    'with %s, nobody fails whose session is valid, and it is left alone; afterwards the session is renewed once',
    async (kind) => {
      const client = await warm();
      clock.advance(54 * MINUTE);
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind } });
      for (let round = 0; round < 20; round += 1) {
        expect(await Promise.all([bucketNames(client), bucketNames(client)])).toHaveLength(2);
        clock.advance(200);
      }
      expect(assumed()).toBeLessThanOrEqual(4);
      aws.faults.clear();
      aws.calls.reset();
      clock.advance(5 * MINUTE - 10_000);
      await Promise.all(Array.from({ length: 50 }, () => bucketNames(client)));
      while (assumed() === 0) await settled();
      await Promise.all(Array.from({ length: 50 }, () => bucketNames(client)));
      expect(assumed()).toBe(1);
    },
  );

  it('expired sessions are handed out that AWS still takes, once asking has failed', async () => {
    const client = await warm();
    clock.advance(61 * MINUTE);
    const { held, open } = gate();
    const waiting = bucketNames(client);
    await held.reached(1);
    aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'server-error' } });
    await clock.pass(11_000);
    expect(await waiting).toHaveLength(2);
    expect(await bucketNames(client)).toHaveLength(2);
    open();
  });

  it('expired sessions that a service refuses are not handed out again, and the error comes at once', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await bucketNames(client);
    aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'server-error' } });
    clock.advance(54 * MINUTE);
    await bucketNames(client);
    while (factory.stats().credentials.failed === 0) await settled();
    clock.advance(7 * MINUTE);
    await bucketNames(client);
    aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'reject-key', code: 'ExpiredToken' } });
    aws.calls.reset();
    for (let use = 0; use < 20; use += 1)
      await expect(bucketNames(client)).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
    expect(aws.calls.count('s3:ListBuckets')).toBe(1);
    expect(assumed()).toBeLessThanOrEqual(1);
  });
});

describe('more roles than STS takes at once', () => {
  it('are all served at the pace, with no call that STS throttles', async () => {
    const accounts = accountIds(150);
    const crowd = await LocalAws.start(largeWorld(accounts));
    const restoreCrowd = setEnvironment(crowd.env);
    crowd.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'rate-limit', perSecond: 200 } });
    const busy = await openFactory({ roleName: ROLE_NAME, sts: { callsPerSecond: 200 } });
    const sessions = await Promise.all(accounts.map((accountId) => busy.assume({ accountId })));
    expect(sessions.map(({ accountId }) => accountId)).toEqual(accounts);
    expect(crowd.calls.count('sts:AssumeRole')).toBe(150);
    await busy.close();
    restoreCrowd();
    await crowd.close();
  });
});

describe('an STS that hangs', () => {
  it('is given up after 3 s an attempt and 10 s in all, and leaves no connection behind', async () => {
    const { open } = gate();
    const outcome = factory.assume({ accountId: SEARCH }).then(
      () => 'assumed',
      ({ code }: { code: string }) => code,
    );
    let ended: string | undefined;
    void outcome.then((code) => (ended = code));
    const began = clock.monotonic();
    const end = { of: () => ended };
    while (end.of() === undefined) await clock.pass(100);
    expect(await outcome).toBe('STS_UNAVAILABLE');
    expect(clock.monotonic() - began).toBeLessThanOrEqual(10_200);
    open();
    while (aws.openSockets > 0) await settled();
    expect(clock.timers).toBe(0);
  });

  it('makes nobody wait whose session is only due for renewal', async () => {
    const client = await warm();
    clock.advance(54 * MINUTE);
    const { held, open } = gate();
    const lists = await Promise.all(Array.from({ length: 200 }, () => bucketNames(client)));
    expect(lists).toHaveLength(200);
    await held.reached(1);
    expect(assumed()).toBe(1);
    open();
  });
});

describe('a role that denies', () => {
  it('is asked once for 10,000 uses', async () => {
    const uses = Array.from({ length: 10_000 }, () => factory.assume({ accountId: DENYING }));
    const outcomes = await Promise.allSettled(uses);
    expect(new Set(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code))).toEqual(
      new Set(['ASSUME_ROLE_DENIED']),
    );
    await expect(factory.assume({ accountId: DENYING })).rejects.toMatchObject({
      code: 'ASSUME_ROLE_DENIED',
    });
    expect(assumed()).toBe(1);
    expect(factory.stats().credentials).toMatchObject({ cached: 0, denied: 1, failed: 1 });
  });
});

describe('a machine that slept', () => {
  it('goes on with what it has, and renews it once', async () => {
    const client = await warm();
    clock.jump(8 * 60 * MINUTE);
    const { held, open } = gate();
    await Promise.all(Array.from({ length: 20 }, () => bucketNames(client)));
    await held.reached(1);
    open();
    while (factory.stats().credentials.inFlight > 0) await settled();
    await Promise.all(Array.from({ length: 20 }, () => bucketNames(client)));
    expect(assumed()).toBe(1);
  });
});

describe('hub credentials that STS takes no more', () => {
  it('are asked for once more for all roles, and it is said that they are the fault', async () => {
    let asked = 0;
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
    const good = {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    };
    const bad = { accessKeyId: 'ASIANOBODYKNOWSIT000', secretAccessKey: 'x', sessionToken: 'y' };
    await factory.close();
    await start({ credentials: async () => ((asked += 1) === 1 ? bad : good) });
    await Promise.all([PAYMENTS, SEARCH].map((accountId) => factory.assume({ accountId })));
    expect(asked).toBe(2);
    await factory.close();
    asked = 0;
    await start({ credentials: async () => ((asked += 1), bad) });
    const outcomes = await Promise.allSettled(
      [PAYMENTS, SEARCH, PAYMENTS].map((accountId) => factory.assume({ accountId })),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'HUB_CREDENTIALS' } });
    expect(asked).toBeLessThanOrEqual(2);
    expect(assumed()).toBeLessThanOrEqual(2);
  });
});

describe('an answer of STS that is none', () => {
  const BROKEN: [string, Fault][] = [
    ['a page of HTML', { kind: 'html' }],
    ['a page of HTML with 200', { kind: 'html', status: 200 }],
    ['a page of HTML with 404', { kind: 'html', status: 404 }],
    ['half of it', { kind: 'truncated' }],
    ['half of it, with the length of the whole', { kind: 'truncated', contentLength: 'too-long' }],
    ['nothing', { kind: 'empty' }],
    ['no credentials', { kind: 'missing-credentials' }],
    ['no expiration', { kind: 'expiration', value: 'missing' }],
    ['an expiration that is no date', { kind: 'expiration', value: 'unparsable' }],
    ['an expiration in the past', { kind: 'expiration', value: 'past' }],
    ['an expiration far in the future', { kind: 'expiration', value: 'far' }],
  ];

  it.each(BROKEN)(
    '%s, is no session, tells no secret, and takes nothing from who is warm',
    async (_, fault) => {
      const client = await warm();
      aws.faults.add({ action: 'sts:AssumeRole', fault });
      const cold = factory.assume({ accountId: SEARCH }).catch((error: unknown) => error);
      const ended = { yet: false };
      void cold.finally(() => (ended.yet = true));
      while (!ended.yet) await clock.pass(1_000);
      const error = await cold;
      expect(error).toMatchObject({ code: 'STS_UNAVAILABLE', retryable: true });
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toMatch(/ASIA|SecretAccessKey|SessionToken/);
      clock.advance(54 * MINUTE);
      expect(await bucketNames(client)).toHaveLength(2);
      expect(await bucketNames(client)).toHaveLength(2);
    },
  );

  it.each(['response', 'body'] as const)(
    'that hangs at the %s is cut, and its connection is closed',
    async (at) => {
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'hang', at } });
      const cold = factory.assume({ accountId: SEARCH }).catch((error: unknown) => error);
      const ended = { yet: false };
      void cold.finally(() => (ended.yet = true));
      while (!ended.yet) await clock.pass(100);
      expect(await cold).toMatchObject({ code: 'STS_UNAVAILABLE' });
      while (aws.openSockets > 0) await settled();
      expect(clock.timers).toBe(0);
    },
  );
});

describe('an STS whose region is down', () => {
  it('is left for the next region, and has its roles back when it is well', async () => {
    await factory.close();
    await start({ sts: { fallbackRegions: ['eu-central-1'] } });
    const away = aws.faults.add({
      action: 'sts:AssumeRole',
      region: 'eu-west-1',
      fault: { kind: 'server-error' },
    });
    const first = factory.assume({ accountId: PAYMENTS });
    const ended = { yet: false };
    void first.finally(() => (ended.yet = true));
    while (!ended.yet) await clock.pass(100);
    await first;
    expect(away.hits).toBe(2);
    expect(aws.calls.count('sts:AssumeRole', { region: 'eu-central-1', outcome: 'succeeded' })).toBe(1);
    away.clear();
    clock.advance(10_000);
    await factory.assume({ accountId: SEARCH });
    clock.advance(61_000);
    aws.calls.reset();
    await factory.assume({ accountId: PAYMENTS }, { fresh: true });
    expect(aws.calls.count('sts:AssumeRole', { region: 'eu-west-1' })).toBe(1);
  });

  it('whose next region denies is no ground to give a role up', async () => {
    await factory.close();
    await start({ sts: { fallbackRegions: ['eu-central-1'] } });
    const client = await warm();
    clock.advance(54 * MINUTE);
    aws.faults.add({ action: 'sts:AssumeRole', region: 'eu-west-1', fault: { kind: 'server-error' } });
    aws.faults.add({ action: 'sts:AssumeRole', region: 'eu-central-1', fault: { kind: 'deny' } });
    for (let minute = 0; minute < 5; minute += 1) {
      await bucketNames(client);
      clock.advance(MINUTE);
    }
    expect(await bucketNames(client)).toHaveLength(2);
    expect(factory.stats().credentials.denied).toBe(0);
  });
});

describe('a region that an account has not switched on', () => {
  it('costs one AssumeRole, and takes nothing from other regions', async () => {
    await warm();
    aws.faults.add({ action: 's3:ListBuckets', region: 'me-south-1', fault: { kind: 'region-disabled' } });
    const off = factory.get(S3Client, { accountId: PAYMENTS, region: 'me-south-1' }, { maxAttempts: 1 });
    const on = factory.get(S3Client, { accountId: PAYMENTS });
    for (let round = 0; round < 10; round += 1) {
      await expect(bucketNames(off)).rejects.toMatchObject({ name: 'InvalidToken' });
      expect(await bucketNames(on)).toHaveLength(2);
    }
    expect(assumed()).toBe(1);
  });
});

describe('a wrong clock', () => {
  it.each([-1, 1])('by %d h makes no session invalid, and is no ground for a second call', async (hours) => {
    await factory.close();
    await start();
    clock.jump(hours * 60 * MINUTE);
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    for (let round = 0; round < 5; round += 1) {
      expect(await bucketNames(client)).toHaveLength(2);
      clock.advance(8 * MINUTE);
    }
    expect(assumed()).toBe(1);
    const { expiration } = await factory.assume({ accountId: PAYMENTS });
    expect(expiration.getTime() - clock.now()).toBeGreaterThan(19 * MINUTE);
    expect(expiration.getTime() - clock.now()).toBeLessThanOrEqual(20 * MINUTE);
  });
});
