import { ConfigurableModuleBuilder, type ExecutionContext } from '@nestjs/common';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { CrossAccountOptions } from '../clients/cross-account-options.js';
import type { SweepDefaults } from '../sweep/sweep-defaults.js';
import type { CrossAccountTelemetry } from '../telemetry/telemetry.js';

/** Options of `AwsCrossAccountModule`. Only `roleName` is required. */
export interface AwsCrossAccountModuleOptions extends CrossAccountOptions<ExecutionContext> {
  /** Where the list of accounts comes from: what sweeps work in that are given no accounts, and what `AccountDirectory` injects. */
  directory?: AccountDirectory | undefined;
  /** What holds for all sweeps that do not say otherwise. */
  sweep?: SweepDefaults | undefined;
  /** Who measures and traces what happens: `openTelemetry()` of `nestjs-aws-cross-account/opentelemetry`. Default: nobody. */
  telemetry?: CrossAccountTelemetry | undefined;
}

/** For `useClass` and `useExisting` of `forRootAsync`. */
export interface AwsCrossAccountOptionsFactory {
  createAwsCrossAccountOptions(): AwsCrossAccountModuleOptions | Promise<AwsCrossAccountModuleOptions>;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<AwsCrossAccountModuleOptions>({
    optionsInjectionToken: 'AWS_CROSS_ACCOUNT_OPTIONS',
  })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createAwsCrossAccountOptions')
    .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
    .build();

/** The token of the options as they were given. */
export const AWS_CROSS_ACCOUNT_OPTIONS = MODULE_OPTIONS_TOKEN;
