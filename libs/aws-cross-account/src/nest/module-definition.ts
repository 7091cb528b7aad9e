import { ConfigurableModuleBuilder, type ExecutionContext } from '@nestjs/common';
import type { CrossAccountOptions } from '../clients/cross-account-options.js';

/** Options of `AwsCrossAccountModule`. Only `roleName` is required. */
export type AwsCrossAccountModuleOptions = CrossAccountOptions<ExecutionContext>;

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
