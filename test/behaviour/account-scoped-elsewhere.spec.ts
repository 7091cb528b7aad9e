import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import {
  Controller,
  type INestApplicationContext,
  type INestMicroservice,
  Injectable,
  Module,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { ClientProxyFactory, type ClientProxy, MessagePattern, Transport } from '@nestjs/microservices';
import { Cron, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { LocalAws } from 'local-aws-accounts';
import {
  AccountContext,
  AccountScoped,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
  type CompleteAccountTarget,
  CurrentAccount,
} from 'nestjs-aws-cross-account';
import { defer, firstValueFrom, type Observable } from 'rxjs';
import { setEnvironment } from '../support/environment.js';
import { startApplication } from '../support/application.js';
import { Buckets } from '../support/scoped-application.js';
import { DENYING, HUB_ACCOUNT, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

let aws: LocalAws;
let restore: () => void;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restore = setEnvironment(aws.env);
});

afterAll(async () => {
  restore();
  await aws.close();
});

interface Message {
  readonly accountId: string;
  readonly from?: string;
}

@Controller()
@AccountScoped({ accountId: (context) => context.switchToRpc().getData<Message>().accountId })
class BucketMessages {
  constructor(
    private readonly buckets: Buckets,
    private readonly context: AccountContext,
  ) {}

  @MessagePattern('names')
  names(): Promise<string[]> {
    return this.buckets.names();
  }

  @MessagePattern('current')
  current(@CurrentAccount() { accountId }: CompleteAccountTarget): Observable<(string | undefined)[]> {
    return defer(async () => [accountId, this.context.current?.accountId]);
  }
}

describe('messages over TCP', () => {
  let service: INestMicroservice;
  let client: ClientProxy;

  beforeEach(async () => {
    class RootModule {}
    Module({
      imports: [
        AwsCrossAccountModule.forRoot({
          roleName: ROLE_NAME,
          hubAccountId: HUB_ACCOUNT,
          access: {
            allowedAccounts: [PAYMENTS, SEARCH, DENYING],
            principal: (context) => context.switchToRpc().getData<Message>().from,
            authorize: ({ principal }) => principal === 'billing',
          },
        }),
      ],
      controllers: [BucketMessages],
      providers: [Buckets, { provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
    })(RootModule);
    const host = '127.0.0.1';
    service = await NestFactory.createMicroservice(RootModule, {
      transport: Transport.TCP,
      options: { host, port: 0 },
      logger: false,
      abortOnError: false,
    });
    await service.listen();
    const { port } = service.unwrap<Server>().address() as AddressInfo;
    client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host, port } });
  });

  afterEach(async () => {
    client.close();
    await service.close();
  });

  const ask = (pattern: string, message: Message): Promise<unknown> =>
    firstValueFrom(client.send<unknown>(pattern, { from: 'billing', ...message }));

  it('work in the account that they name', async () => {
    expect(
      await Promise.all([ask('names', { accountId: SEARCH }), ask('names', { accountId: PAYMENTS })]),
    ).toEqual([['search-index'], ['payments-invoices', 'payments-ledger']]);
    expect(await ask('current', { accountId: SEARCH })).toEqual([SEARCH, SEARCH]);
  });

  it.each<[Message, string]>([
    [{ accountId: '42' }, 'INVALID_ACCOUNT_ID'],
    [{ accountId: HUB_ACCOUNT }, 'TARGET_REFUSED'],
    [{ accountId: '100000000000' }, 'TARGET_REFUSED'],
    [{ accountId: PAYMENTS, from: 'somebody' }, 'TARGET_REFUSED'],
    [{ accountId: DENYING }, 'ASSUME_ROLE_DENIED'],
  ])('are refused as requests are: %j', async (message, code) => {
    await expect(ask('names', message)).rejects.toMatchObject({ status: 'error', code });
  });
});

@Injectable()
class Jobs {
  constructor(
    private readonly buckets: Buckets,
    private readonly context: AccountContext,
  ) {}

  @Cron('0 0 1 1 *', { name: 'scoped' })
  @AccountScoped({ accountId: SEARCH })
  scoped(): Promise<string[]> {
    return this.buckets.names();
  }

  @Cron('0 0 1 1 *', { name: 'run' })
  run(): Promise<string[]> {
    return this.context.run({ accountId: SEARCH }, () => this.buckets.names());
  }
}

describe('a cron job', () => {
  let app: INestApplicationContext;

  beforeAll(async () => {
    app = await startApplication({}, { imports: [ScheduleModule.forRoot()], providers: [Buckets, Jobs] });
    await app.init();
  });

  afterAll(() => app.close());

  it('opens its context by itself, and is told so where it relied on the decorator', async () => {
    expect([...app.get(SchedulerRegistry).getCronJobs().keys()]).toEqual(['scoped', 'run']);
    expect(await app.get(Jobs).run()).toEqual(['search-index']);
    await expect(app.get(Jobs).scoped()).rejects.toThrow(
      /No.*@AccountScoped|@AccountScoped opens one only where/,
    );
  });
});
