// A thousand callers wait for the same role, and the first one leaves. A rejection that nobody handles would end this process.
import 'reflect-metadata';
import { getEventListeners } from 'node:events';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { NestFactory } from '@nestjs/core';
import { LocalAws } from 'local-aws-accounts';
import { AwsCrossAccountModule, CrossAccountClientFactory } from 'nestjs-aws-cross-account';

const [world, accountId] = process.argv.slice(2);
const aws = await LocalAws.start(JSON.parse(world));
Object.assign(process.env, aws.env);
let open;
const until = new Promise((resolve) => (open = resolve));
const gate = aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'gate', until } });

const module = AwsCrossAccountModule.forRoot({ roleName: 'inventory-reader' });
const app = await NestFactory.createApplicationContext(module, { logger: ['error', 'warn'] });
const client = app.get(CrossAccountClientFactory).get(S3Client, { accountId });
const controller = new AbortController();
const { signal: abortSignal } = controller;
const first = client.send(new ListBucketsCommand(), { abortSignal });
const others = Array.from({ length: 999 }, () => client.send(new ListBucketsCommand()));

await gate.reached(1);
controller.abort();
// The gate is shut: this settles because the caller leaves, and for no other reason.
const left = await first.catch(({ name }) => name);
open();
const settled = await Promise.allSettled(others);
await app.close();
await aws.close();

console.log(
  JSON.stringify({
    left,
    answered: settled.filter(({ status }) => status === 'fulfilled').length,
    assumed: aws.calls.count('sts:AssumeRole'),
    listed: aws.calls.count('s3:ListBuckets'),
    listeners: getEventListeners(abortSignal, 'abort').length,
  }),
);
