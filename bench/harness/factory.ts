import 'reflect-metadata';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AwsCrossAccountModule,
  type AwsCrossAccountModuleOptions,
  CrossAccountClientFactory,
} from 'nestjs-aws-cross-account';
import { ROLE_NAME } from '../server/world.js';
import type { Child } from './child.js';

export interface Application {
  readonly app: INestApplicationContext;
  readonly factory: CrossAccountClientFactory;
}

/** An application with the module in it, as a user would start one. */
export async function startApplication(
  options: Partial<AwsCrossAccountModuleOptions> = {},
): Promise<Application> {
  class RootModule {}
  Module({ imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME, ...options })] })(RootModule);
  const app = await NestFactory.createApplicationContext(RootModule, { logger: ['warn', 'error', 'fatal'] });
  return { app, factory: app.get(CrossAccountClientFactory) };
}

/** Lets the SDK of this process find an AWS. */
export async function useAws(aws: Child): Promise<void> {
  Object.assign(process.env, await aws.ask<Record<string, string>>('env'));
}
