import { type DynamicModule, Module } from '@nestjs/common';
import { ConsoleModule } from '../console/console.module.js';
import { EmbeddedAws } from './embedded-aws.js';
import { EmbeddedAwsController } from './embedded-aws.controller.js';

/** Switches for the embedded AWS, which are refused where there is none. */
@Module({ imports: [ConsoleModule], controllers: [EmbeddedAwsController] })
export class EmbeddedAwsModule {
  static of(aws: EmbeddedAws | undefined): DynamicModule {
    const providers = [{ provide: EmbeddedAws, useValue: aws }];
    return { module: EmbeddedAwsModule, global: true, providers, exports: [EmbeddedAws] };
  }
}
