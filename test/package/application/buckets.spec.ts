import 'reflect-metadata';
import { S3Client } from '@aws-sdk/client-s3';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws, trustPolicy, type WorldAccount } from 'local-aws-accounts';
import { AccountContext, getAccountClientToken, getHubClientToken } from 'nestjs-aws-cross-account';
import { AppModule, BucketsService } from './app.module.js';
import { LogsService } from './logs.service.js';

const member = (bucket: string): WorldAccount => ({
  buckets: [bucket],
  roles: { 'inventory-reader': { trust: trustPolicy({ principal: '999999999999' }) } },
});

const world = {
  hub: { accountId: '999999999999', roleName: 'hub', region: 'eu-west-1' },
  accounts: { '999999999999': {}, '111122223333': member('invoices'), '222233334444': member('index') },
};

describe('an application of its own', () => {
  let aws: LocalAws;
  let app: TestingModule;
  beforeAll(async () => Object.assign(process.env, (aws = await LocalAws.start(world)).env));
  afterEach(() => app.close());
  afterAll(() => aws.close());

  it('gets the client that its test puts in the place of an injected one', async () => {
    const fakeClient = { send: () => Promise.resolve({ Buckets: [{ Name: 'faked' }] }) };
    app = await Test.createTestingModule({ imports: [AppModule], providers: [LogsService] })
      .overrideProvider(getAccountClientToken(S3Client, { region: 'eu-west-1', accountId: '111122223333' }))
      .useValue(fakeClient)
      .overrideProvider(getHubClientToken(S3Client))
      .useValue(fakeClient)
      .compile();
    const [logs] = await app.get(LogsService).listFixed();
    expect(logs?.Buckets).toEqual([{ Name: 'faked' }]);
    expect(aws.calls.list()).toEqual([]);
  });

  it('lists the buckets of two accounts when nothing is replaced', async () => {
    app = await Test.createTestingModule({ imports: [AppModule] }).compile();
    const service = app.get(BucketsService);
    const context = app.get(AccountContext);
    const lists = await Promise.all(
      ['111122223333', '222233334444'].map((accountId) => context.run({ accountId }, () => service.names())),
    );
    expect(lists).toEqual([['invoices'], ['index']]);
  });
});
