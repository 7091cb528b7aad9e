import { type INestApplicationContext, type ModuleMetadata, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AwsCrossAccountModule, type AwsCrossAccountModuleOptions } from 'nestjs-aws-cross-account';
import { ROLE_NAME } from './world.js';

/** A running application of these parts, with the module registered by `forRoot`. */
export function startApplication(
  options: Partial<AwsCrossAccountModuleOptions> = {},
  metadata: ModuleMetadata = {},
): Promise<INestApplicationContext> {
  const module = AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME, ...options });
  return startWith({ ...metadata, imports: [...(metadata.imports ?? []), module] });
}

/** A running application of these parts alone. */
export function startWith(metadata: ModuleMetadata): Promise<INestApplicationContext> {
  class RootModule {}
  Module(metadata)(RootModule);
  return NestFactory.createApplicationContext(RootModule, { logger: false, abortOnError: false });
}
