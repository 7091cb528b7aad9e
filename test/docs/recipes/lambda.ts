import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountContext, AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { BucketsService } from '../context/buckets.service.js';

@Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: 'inventory-reader',
      // Loads faster than the default.
      requestHandler: 'sdk',
      // The default on Lambda: between invocations the process is frozen, and could renew nothing.
      refresh: 'on-demand',
      access: { allowedAccounts: ['111122223333', '444455556666'] },
    }),
  ],
  providers: [BucketsService],
})
class ReportsModule {}

let started: Promise<INestApplicationContext> | undefined;

/** One application for all invocations, so that clients and credentials stay. One that could not start is started anew. */
export function application() {
  started ??= NestFactory.createApplicationContext(ReportsModule, {
    abortOnError: false,
    logger: ['warn', 'error', 'fatal'],
  }).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

export async function handler({ accountId, requestedBy }: { accountId: string; requestedBy: string }) {
  const app = await application();
  const buckets = app.get(BucketsService);
  return app
    .get(AccountContext)
    .runAuthorized({ accountId }, { principal: requestedBy }, () => buckets.names());
}
