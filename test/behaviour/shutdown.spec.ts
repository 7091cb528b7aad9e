import { execFile } from 'node:child_process';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LocalAws } from 'local-aws-accounts';
import {
  AwsCrossAccountModule,
  CrossAccountClientFactory,
  FactoryClosedError,
} from 'nestjs-aws-cross-account';
import { ROOT } from '../architecture/source-files.js';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { HalfwayServer } from '../support/halfway-server.js';
import { until } from '../support/until.js';
import { PAYMENTS, ROLE_NAME, smallWorld } from '../support/world.js';

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
});

afterAll(() => aws.close());

interface Report {
  readonly buckets: number;
  readonly loaded: number;
  readonly handles: string[];
}

/** Runs the application; rejects when the process does not end by itself. */
async function run(requestHandler: string): Promise<Report> {
  const { PATH = '', HOME = '' } = process.env;
  const script = join(ROOT, 'test/support/short-lived-app.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, requestHandler, PAYMENTS, 'undici-http-handler'],
    {
      env: { PATH, HOME, ...aws.env },
      timeout: 20_000,
    },
  );
  return JSON.parse(stdout) as Report;
}

describe('a script whose AssumeRole fails', () => {
  it('outlives the waits between attempts, and gets its error', async () => {
    const { PATH = '', HOME = '' } = process.env;
    const script = join(ROOT, 'test/support/failing-script.js');
    const env = { PATH, HOME, ...aws.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const { stdout } = await promisify(execFile)(process.execPath, [script, PAYMENTS], {
      env,
      timeout: 20_000,
    });
    expect(stdout).toBe('STS_UNAVAILABLE\n');
  }, 30_000);
});

describe.each([
  ['undici', 1],
  ['sdk', 0],
])('an application with the %s handler', (requestHandler, undiciFiles) => {
  it('leaves no connection and no timer behind, and ends by itself', async () => {
    const { buckets, handles } = await run(requestHandler);
    expect(buckets).toBe(2);
    expect(handles.filter((handle) => /TCPSocketWrap|TLSWrap|Timeout/.test(handle))).toEqual([]);
  }, 30_000);

  it('loads what it needs of undici, and no more', async () => {
    const { loaded } = await run(requestHandler);
    expect(Math.min(loaded, 1)).toBe(undiciFiles);
  }, 30_000);
});

describe.each([undefined, 'sdk'] as const)('app.close() with the requestHandler %p', (requestHandler) => {
  let restoreEnvironment: () => void;
  let app: INestApplicationContext;
  let factory: CrossAccountClientFactory;

  async function start(shutdownSeconds?: number): Promise<S3Client> {
    app = await startApplication({ requestHandler, shutdownSeconds });
    factory = app.get(CrossAccountClientFactory);
    return factory.get(S3Client, { accountId: PAYMENTS });
  }

  const isClosed = (): boolean => {
    try {
      return !factory.get(S3Client, { accountId: PAYMENTS });
    } catch (error) {
      return error instanceof FactoryClosedError;
    }
  };

  beforeEach(() => {
    restoreEnvironment = setEnvironment(aws.env);
  });

  afterEach(() => {
    aws.faults.clear();
    restoreEnvironment();
  });

  it('lets a request in hand be answered, refuses new ones meanwhile, and leaves nothing open', async () => {
    const client = await start();
    const { gate, open } = shutGate('s3:ListBuckets');
    const inHand = bucketNames(client);
    await gate.reached(1);
    const closing = app.close();
    await until(isClosed);
    await expect(bucketNames(client)).rejects.toThrow(FactoryClosedError);
    open();
    expect(await inHand).toHaveLength(2);
    await closing;
    await until(() => aws.openSockets === 0);
  });

  it('lets a role that is being assumed be assumed', async () => {
    await start();
    const { gate, open } = shutGate('sts:AssumeRole');
    const inHand = factory.assume({ accountId: PAYMENTS });
    await gate.reached(1);
    const closing = app.close();
    await until(isClosed);
    open();
    expect(await inHand).toMatchObject({ accountId: PAYMENTS });
    await closing;
  });

  it('lets a body in mid-stream be read to its end', async () => {
    const server = await HalfwayServer.start('midway');
    const restore = setEnvironment({ AWS_ENDPOINT_URL_S3: server.url });
    const client = await start();
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'payments-ledger', Key: 'long' }));
    const closing = app.close();
    await until(isClosed);
    server.goOn();
    expect(await Body?.transformToString()).toBe(HalfwayServer.body);
    await closing;
    await until(() => server.openSockets === 0);
    restore();
    await server.close();
  });

  it.each([0, 0.05])('cuts what has not ended after %p s', async (shutdownSeconds) => {
    const client = await start(shutdownSeconds);
    const { gate, open } = shutGate('s3:ListBuckets');
    const hung = bucketNames(client).catch((error: unknown) => error);
    await gate.reached(1);
    await app.close();
    expect(await hung).toBeInstanceOf(FactoryClosedError);
    await until(() => aws.openSockets === 0);
    open();
  });
});

describe('a request of a user to an application that closes', () => {
  it('is answered, however many calls to AWS it still has to make', async () => {
    const restore = setEnvironment(aws.env);
    class AppModule {}
    Module({
      imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME })],
      controllers: [TwiceController],
    })(AppModule);
    const app = await NestFactory.create(AppModule, { logger: false });
    await app.listen(0, '127.0.0.1');
    const { gate, open } = shutGate('s3:ListBuckets');
    const answer = fetch(await app.getUrl(), { headers: { connection: 'close' } });
    await gate.reached(1);
    const server = app.getHttpServer() as Server;
    const closing = app.close();
    await until(() => !server.listening);
    open();
    expect(await (await answer).json()).toEqual([2, 2]);
    await closing;
    await until(() => aws.openSockets === 0);
    restore();
  });
});

@Controller()
class TwiceController {
  constructor(private readonly factory: CrossAccountClientFactory) {}

  @Get()
  async twice(): Promise<number[]> {
    const count = async (): Promise<number> =>
      (await bucketNames(this.factory.get(S3Client, { accountId: PAYMENTS }))).length;
    return [await count(), await count()];
  }
}

function shutGate(action: 's3:ListBuckets' | 'sts:AssumeRole') {
  let open = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    open = resolve;
  });
  const gate = aws.faults.add({ action, times: 1, fault: { kind: 'gate', until } });
  return { gate, open: () => open() };
}
