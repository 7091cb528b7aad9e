// A script, as a cron job would run it: it assumes a role, cannot, and must get to say so.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AwsCrossAccountModule, CrossAccountClientFactory } from 'nestjs-aws-cross-account';

const module = AwsCrossAccountModule.forRoot({ roleName: 'inventory-reader' });
const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
try {
  await app.get(CrossAccountClientFactory).assume({ accountId: process.argv[2] });
} catch (error) {
  console.log(error.code);
} finally {
  await app.close();
}
