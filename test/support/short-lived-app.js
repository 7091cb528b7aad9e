// An application that works in an account, closes, and is then expected to end by itself.
// With an argument, it says which modules that match it were loaded.
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { NestFactory } from '@nestjs/core';
import { AwsCrossAccountModule, CrossAccountClientFactory } from 'nestjs-aws-cross-account';

const [requestHandler, accountId, pattern] = process.argv.slice(2);
const module = AwsCrossAccountModule.forRoot({
  roleName: 'inventory-reader',
  ...(requestHandler === 'sdk' ? { requestHandler } : {}),
});
const app = await NestFactory.createApplicationContext(module, { logger: ['error', 'warn'] });
const client = app.get(CrossAccountClientFactory).get(S3Client, { accountId });
const { Buckets } = await client.send(new ListBucketsCommand());
await app.close();

const loaded = Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes(pattern));
console.log(
  JSON.stringify({
    buckets: Buckets.length,
    loaded: loaded.length,
    handles: process.getActiveResourcesInfo(),
  }),
);
