import 'reflect-metadata';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountContext, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { openTelemetry } from 'nestjs-aws-cross-account/opentelemetry';
import { AppModule, BucketsService } from './app.module.js';
import { LogsService } from './logs.service.js';
import { askScoped } from './scoped.js';

@Module({ imports: [AppModule], providers: [LogsService] })
class MainModule {}

type Listed = Awaited<ReturnType<LogsService['listFixed']>>[number];

const names = ({ Buckets = [] }: Listed): string => Buckets.map(({ Name }) => Name).join();

/** Prints, as JSON, what it saw of the accounts whose ids it is given. */
async function main(accountIds: string[]): Promise<void> {
  const app = await NestFactory.createApplicationContext(MainModule, { logger: ['error', 'warn'] });
  const service = app.get(BucketsService);
  const context = app.get(AccountContext);
  const clients = app.get(CrossAccountClientFactory);
  const callerOf = async (accountId: string, region?: string): Promise<string> =>
    (await clients.get(STSClient, { accountId, region }).send(new GetCallerIdentityCommand())).Account ?? '';

  const seen = await Promise.all(
    accountIds.map(async (accountId) => ({
      accountId,
      buckets: (await context.run({ accountId }, () => service.names())).join(),
      callers: [await callerOf(accountId), await callerOf(accountId, 'us-east-1')],
    })),
  );
  const [logs, own] = (await app.get(LogsService).listFixed()).map(names);
  const { obtained } = clients.stats().credentials;

  const [first = ''] = accountIds;
  const held = clients.get(STSClient, { accountId: first });
  const keyOf = async (): Promise<string> => (await held.config.credentials()).accessKeyId;
  const before = await keyOf();
  clients.invalidate({ accountId: first });
  await held.send(new GetCallerIdentityCommand());
  const renewed = (await keyOf()) !== before;

  await app.close();
  const paths = accountIds.flatMap((id) => [`${id}/buckets`, `${id}/later?region=us-east-1`]);
  const scoped = await askScoped([...paths, '42/buckets', '999999999999/buckets']);
  const telemetry = typeof openTelemetry({ accountsOnMetrics: 1 }).watch;
  console.log(
    JSON.stringify({ node: process.version, seen, logs, own, obtained, renewed, scoped, telemetry }),
  );
}

void main(process.argv.slice(2));
