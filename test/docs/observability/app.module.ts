import { Module } from '@nestjs/common';
import { AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { openTelemetry } from 'nestjs-aws-cross-account/opentelemetry';

@Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: 'inventory-reader',
      region: 'eu-west-1',
      // The first 100 accounts that work and the first 100 that fail have series of their own.
      telemetry: openTelemetry({ accountsOnMetrics: 100 }),
    }),
  ],
})
export class AppModule {}
