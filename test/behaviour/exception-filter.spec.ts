import { request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { HeadBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, type INestApplication, Logger, Module, type Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, type TcpOptions, Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LocalAws } from 'local-aws-accounts';
import {
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
  CrossAccountClientFactory,
} from 'nestjs-aws-cross-account';
import { firstValueFrom } from 'rxjs';
import { setEnvironment } from '../support/environment.js';
import { DENYING, HUB_ACCOUNT, PAYMENTS, ROLE_NAME, smallWorld } from '../support/world.js';

let aws: LocalAws;
let restoreEnvironment: () => void;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(() => aws.faults.clear());

@Controller()
class ProbeController {
  constructor(private readonly factory: CrossAccountClientFactory) {}

  @Get('denied')
  @MessagePattern('denied')
  denied(): Promise<unknown> {
    return this.factory.assume({ accountId: DENYING });
  }

  @Get('buckets')
  @MessagePattern('buckets')
  buckets(): Promise<unknown> {
    return this.factory
      .get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 })
      .send(new ListBucketsCommand());
  }

  @Get('hub')
  hub(): Promise<unknown> {
    return this.factory.getHubClient(S3Client, { maxAttempts: 1 }).send(new ListBucketsCommand());
  }

  @Get('malformed')
  malformed(): Promise<unknown> {
    const command = new HeadBucketCommand({ Bucket: undefined });
    return this.factory.get(S3Client, { accountId: PAYMENTS }).send(command);
  }

  @Get('foreign')
  foreign(): Promise<unknown> {
    const credentials = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' };
    return new S3Client({ maxAttempts: 1, credentials }).send(new ListBucketsCommand());
  }

  @Get('too-late')
  tooLate(): Promise<unknown> {
    return this.factory.assume({ accountId: DENYING });
  }
}

function appModule(): Type {
  class AppModule {}
  Module({
    imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME })],
    controllers: [ProbeController],
    providers: [{ provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
  })(AppModule);
  return AppModule;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

describe.each([
  ['Express', (): Promise<INestApplication> => NestFactory.create(appModule(), { logger: false })],
  [
    'Fastify',
    (): Promise<INestApplication> => NestFactory.create(appModule(), new FastifyAdapter(), { logger: false }),
  ],
])('the exception filter on %s', (_, create) => {
  let app: INestApplication;

  beforeAll(async () => {
    app = await create();
    await app.listen(0, '127.0.0.1');
  });

  afterAll(() => app.close());

  async function get(path: string): Promise<Answer> {
    const response = await fetch((await app.getUrl()) + path);
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
  }

  it('answers a denial with 403 and what to fix, and no date to come back', async () => {
    expect(await get('/denied')).toMatchObject({
      status: 403,
      retryAfter: null,
      body: { code: 'ASSUME_ROLE_DENIED', accountId: DENYING, deniedBy: 'role-trust' },
    });
  });

  it('names account, region and call when a service throttles', async () => {
    aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'throttle' } });
    expect(await get('/buckets')).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: {
        code: 'AWS_UNAVAILABLE',
        accountId: PAYMENTS,
        region: 'eu-west-1',
        message: expect.stringContaining(`ListBucketsCommand of S3Client in account ${PAYMENTS}`),
      },
    });
  });

  it('leaves errors of the caller alone: they are no failure of a service', async () => {
    expect(await get('/malformed')).toMatchObject({
      status: 500,
      body: { message: 'Internal server error' },
    });
  });

  it('answers 502 for other errors of a service, without its text', async () => {
    aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'server-error' } });
    const { status, body } = await get('/hub');
    expect({ status, body }).toMatchObject({ status: 502, body: { code: 'AWS_ERROR', retryable: true } });
    expect(body).not.toHaveProperty('accountId');
    expect(JSON.stringify(body)).not.toContain(HUB_ACCOUNT);
  });

  it('tells credentials that a service refuses from permissions that lack', async () => {
    const restore = setEnvironment({ AWS_SESSION_TOKEN: 'swapped' });
    const other = await create();
    await other.listen(0, '127.0.0.1');
    const response = await fetch(`${await other.getUrl()}/hub`);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ code: 'AWS_CREDENTIALS_REFUSED' });
    await other.close();
    restore();
  });

  it('leaves errors of clients that are not of the factory alone', async () => {
    expect(await get('/foreign')).toMatchObject({ status: 500, body: { message: 'Internal server error' } });
  });
});

describe('the exception filter', () => {
  it('only ends an answer that has begun', async () => {
    const app = await NestFactory.create(appModule(), { logger: false });
    app.use('/too-late', (_: unknown, response: { write(text: string): void }, next: () => void) => {
      response.write('begun');
      next();
    });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const sent = request({ port, path: '/too-late' }).end();
    const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    expect([response.statusCode, text]).toEqual([200, 'begun']);
    await app.close();
  });

  it('logs what operators must see: denials as warnings, faults as errors, malformed requests not at all', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const app = await NestFactory.create(appModule(), { logger: false });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    await fetch(`${url}/denied`);
    // The first is not of the filter: it says that the denial is remembered.
    expect(warn.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringMatching(/^STS refused/) })],
      [expect.stringMatching(/^ASSUME_ROLE_DENIED: sts:AssumeRole/)],
    ]);
    aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'throttle' } });
    await fetch(`${url}/buckets`);
    expect(error.mock.calls).toEqual([[expect.stringContaining(`in account ${PAYMENTS}`)]]);
    await app.close();
  });

  it('gives the caller of a microservice the code and the message', async () => {
    const options: TcpOptions = { transport: Transport.TCP, options: { host: '127.0.0.1', port: 0 } };
    const service = await NestFactory.createMicroservice(appModule(), { ...options, logger: false });
    await service.listen();
    const { port } = service.unwrap<{ address(): AddressInfo }>().address();
    const client = ClientProxyFactory.create({
      transport: Transport.TCP,
      options: { host: '127.0.0.1', port },
    });
    const denied = firstValueFrom(client.send('denied', {}));
    await expect(denied).rejects.toMatchObject({
      status: 'error',
      code: 'ASSUME_ROLE_DENIED',
      accountId: DENYING,
    });
    expect(await firstValueFrom(client.send('buckets', {}))).toMatchObject({ Buckets: expect.any(Array) });
    await client.close();
    await service.close();
  });
});
