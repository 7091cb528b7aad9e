import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { awsCrossAccountConfig, AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { BucketsModule } from './buckets/buckets.module.js';
import { CacheModule } from './cache/cache.module.js';
import { ConsoleModule } from './console/console.module.js';
import type { EmbeddedAws } from './embedded-aws/embedded-aws.js';
import { EmbeddedAwsModule } from './embedded-aws/embedded-aws.module.js';
import { InventoryModule } from './inventory/inventory.module.js';
import { CrossAccountProblemsFilter } from './problems/cross-account-problems.filter.js';
import { OtherProblemsFilter } from './problems/other-problems.filter.js';
import { CallerThrottlerGuard } from './requests/caller-throttler.guard.js';
import type { DemoSettings } from './settings/demo-settings.js';
import { SweepModule } from './sweep/sweep.module.js';

@Module({
  imports: [
    ConfigModule.forRoot({ ignoreEnvFile: true }),
    AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider()),
    BucketsModule,
    InventoryModule,
    SweepModule,
    CacheModule,
    ConsoleModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: CallerThrottlerGuard },
    // The last one is asked first.
    { provide: APP_FILTER, useClass: OtherProblemsFilter },
    { provide: APP_FILTER, useClass: CrossAccountProblemsFilter },
  ],
})
export class AppModule {
  /** The module with what the environment says of the demo itself. */
  static of(
    { requestsPerMinute }: Pick<DemoSettings, 'requestsPerMinute'>,
    aws: EmbeddedAws | undefined,
  ): DynamicModule {
    const limits = [{ ttl: 60_000, limit: requestsPerMinute }];
    return {
      module: AppModule,
      imports: [ThrottlerModule.forRoot(limits), EmbeddedAwsModule.of(aws)],
    };
  }
}
