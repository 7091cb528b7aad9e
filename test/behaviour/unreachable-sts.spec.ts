import dns from 'node:dns';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import type { CrossAccountClientFactory } from '../../libs/aws-cross-account/src/clients/cross-account-client-factory.js';
import { openFactory } from '../../libs/aws-cross-account/src/clients/open-factory.js';
import { ManualClock, settled } from '../../libs/aws-cross-account/src/credentials/testing/manual-clock.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { Forwarder } from '../support/forwarder.js';
import { until } from '../support/until.js';
import { PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

const MINUTE = 60_000;

let aws: LocalAws;
let restore: () => void;
let door: Forwarder;
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

beforeEach(async () => {
  door = await Forwarder.to(aws.url);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await factory.close();
  await door.shut();
});

async function start(endpoint: string): Promise<void> {
  clock = new ManualClock(Date.now());
  factory = await openFactory({ roleName: ROLE_NAME, shutdownSeconds: 0, sts: { endpoint } }, clock);
  aws.calls.reset();
}

/** Time passes until something has ended. */
async function passUntil(ending: Promise<unknown>, mayPass = (): boolean => true): Promise<void> {
  const state = { ended: false };
  void ending.finally(() => (state.ended = true));
  while (!state.ended) await (mayPass() ? clock.pass(100) : settled());
}

/** Every name is unknown from now on. */
function loseNames(): void {
  jest.spyOn(dns, 'lookup').mockImplementation((...given: unknown[]) => {
    const answer = given.at(-1) as (error: Error) => void;
    queueMicrotask(() =>
      answer(Object.assign(new RangeError('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
    );
  });
}

const OUTAGES = {
  'that refuses connections': {
    begin: () => door.shut(),
    end: () => door.open(),
  },
  'whose name cannot be resolved': {
    begin: async () => {
      loseNames();
      door.cut();
    },
    end: async () => jest.restoreAllMocks(),
  },
};

describe.each(Object.entries(OUTAGES))('an STS %s', (_, { begin, end }) => {
  it('fails nobody whose session is valid, and renews the session when it is back', async () => {
    await start(`http://localhost:${door.port}`);
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    await bucketNames(client);
    clock.advance(54 * MINUTE);
    await begin();
    // AWS is reached by its address all the while.
    for (let round = 0; round < 20; round += 1) {
      expect(await bucketNames(client)).toHaveLength(2);
      clock.advance(200);
    }
    const cold = Promise.allSettled([factory.assume({ accountId: SEARCH })]);
    await passUntil(cold);
    expect(await cold).toMatchObject([{ reason: { code: 'STS_UNAVAILABLE' } }]);
    await end();
    clock.advance(MINUTE);
    await bucketNames(client);
    await until(() => aws.calls.count('sts:AssumeRole') === 2);
    expect(await bucketNames(client)).toHaveLength(2);
  });
});

describe('an STS that is silent while connections are made', () => {
  it('is given up after the time for connecting, not that for an answer, and leaves no connection', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => {
      sockets.add(socket);
      socket.resume().once('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    // TLS: the server never says hello. Time stands still for the engine, so its own limits cannot be what ends this.
    await start(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const assumed = Promise.allSettled([factory.assume({ accountId: PAYMENTS })]);
    await until(() => sockets.size > 0);
    await passUntil(assumed, () => sockets.size === 0);
    expect(await assumed).toMatchObject([{ reason: { code: 'STS_UNAVAILABLE' } }]);
    await until(() => sockets.size === 0);
    silent.close();
  });
});
