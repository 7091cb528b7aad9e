import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplication, Module, UseFilters } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { LocalAws } from 'local-aws-accounts';
import {
  AccountContext,
  AccountScoped,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
  type CompleteAccountTarget,
  CurrentAccount,
  NoAccountContextError,
} from 'nestjs-aws-cross-account';
import { defer, type Observable } from 'rxjs';
import { WebSocket } from 'ws';
import { setEnvironment } from '../support/environment.js';
import { Buckets } from '../support/scoped-application.js';
import { DENYING, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

interface Message {
  readonly accountId: string;
}

@WebSocketGateway()
@AccountScoped({ accountId: (context) => context.switchToWs().getData<Message>().accountId })
class BucketGateway {
  constructor(
    private readonly buckets: Buckets,
    private readonly context: AccountContext,
  ) {}

  @SubscribeMessage('names')
  async names(): Promise<object> {
    return { event: 'names', data: await this.buckets.names() };
  }

  @SubscribeMessage('current')
  current(@CurrentAccount() { accountId }: CompleteAccountTarget): Observable<object> {
    return defer(async () => ({ event: 'current', data: [accountId, this.context.current?.accountId] }));
  }
}

@WebSocketGateway()
@UseFilters(AwsCrossAccountExceptionFilter)
class FilteredGateway extends BucketGateway {}

async function serve(gateway: typeof BucketGateway): Promise<INestApplication> {
  class RootModule {}
  const access = { allowedAccounts: [PAYMENTS, SEARCH, DENYING] };
  Module({
    imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME, access })],
    providers: [gateway, Buckets],
  })(RootModule);
  const app = await NestFactory.create(RootModule, { logger: false, abortOnError: false });
  app.useWebSocketAdapter(new WsAdapter(app));
  return app.listen(0, '127.0.0.1').then(() => app);
}

describe.each([BucketGateway, FilteredGateway])('messages over a WebSocket to a %p', (gateway) => {
  let aws: LocalAws;
  let restore: () => void;
  let app: INestApplication;
  let socket: WebSocket;

  beforeAll(async () => {
    aws = await LocalAws.start(smallWorld());
    restore = setEnvironment(aws.env);
    app = await serve(gateway);
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    socket = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(socket, 'open');
  });

  afterAll(async () => {
    socket.close();
    await app.close();
    restore();
    await aws.close();
  });

  const ask = async (event: string, accountId: string): Promise<unknown> => {
    const answer = once(socket, 'message');
    socket.send(JSON.stringify({ event, data: { accountId } }));
    const [text] = await answer;
    return JSON.parse(String(text));
  };

  it('work in the account that they name', async () => {
    expect(await ask('names', SEARCH)).toEqual({ event: 'names', data: ['search-index'] });
    expect(await ask('names', PAYMENTS)).toEqual({
      event: 'names',
      data: ['payments-invoices', 'payments-ledger'],
    });
    expect(await ask('current', SEARCH)).toEqual({ event: 'current', data: [SEARCH, SEARCH] });
  });

  it.each([
    ['42', 'INVALID_ACCOUNT_ID'],
    ['100000000000', 'TARGET_REFUSED'],
    [DENYING, 'ASSUME_ROLE_DENIED'],
  ])('are answered when they are refused, and others go on: %s', async (accountId, code) => {
    const problem = gateway === FilteredGateway ? { status: 'error', code } : { status: 'error' };
    expect(await ask('names', accountId)).toMatchObject({ event: 'exception', data: problem });
    expect(await ask('names', SEARCH)).toEqual({ event: 'names', data: ['search-index'] });
  });
});

it('a socket of Socket.IO is told by its own emit', () => {
  const told: unknown[] = [];
  const socket = { emit: (...words: unknown[]) => told.push(words) };
  const host = new ExecutionContextHost([socket, {}]);
  host.setType('ws');
  const error = new NoAccountContextError('AccountContext.require()');
  new AwsCrossAccountExceptionFilter(new HttpAdapterHost()).catch(error, host);
  expect(told).toEqual([['exception', expect.objectContaining({ status: 'error', code: error.code })]]);
});
