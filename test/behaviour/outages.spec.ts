import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { openFactory } from '../../libs/aws-cross-account/src/clients/open-factory.js';
import type { CrossAccountOptions } from '../../libs/aws-cross-account/src/clients/cross-account-options.js';
import type { CrossAccountClientFactory } from '../../libs/aws-cross-account/src/clients/cross-account-client-factory.js';
import { ManualClock, settled } from '../../libs/aws-cross-account/src/credentials/testing/manual-clock.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { DENYING, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

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
