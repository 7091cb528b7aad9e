import 'reflect-metadata';
import { createRequire } from 'node:module';
import { S3Client } from '@aws-sdk/client-s3';
import { Inject, Injectable, Module, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

interface Variant {
  readonly inject: ParameterDecorator;
  readonly metadata: ModuleMetadata;
}

/** How a service comes by its client. */
const VARIANTS: Readonly<Record<string, () => Promise<Variant>>> = {
  async bare() {
    const provider = { provide: S3Client, useFactory: () => new S3Client() };
    return { inject: Inject(S3Client), metadata: { providers: [provider] } };
  },
  sdk: () => withModule('sdk'),
  undici: () => withModule(undefined),
};

async function withModule(requestHandler: 'sdk' | undefined): Promise<Variant> {
  const { AwsCrossAccountModule, InjectAccountClient } = await import('nestjs-aws-cross-account');
  return {
    inject: InjectAccountClient(S3Client, { accountId: '111122223333' }),
    metadata: { imports: [AwsCrossAccountModule.forRoot({ roleName: 'inventory-reader', requestHandler })] },
  };
}

const variant = await VARIANTS[process.argv[2] ?? '']?.();
if (!variant) throw new RangeError(`nobody is called ${process.argv[2]}`);
const { inject, metadata } = variant;

@Injectable()
class Service {
  constructor(@inject readonly client: S3Client) {}
}

class RootModule {}
Module({ ...metadata, providers: [...(metadata.providers ?? []), Service] })(RootModule);
const app = await NestFactory.createApplicationContext(RootModule, { logger: ['error', 'fatal'] });
if (!(app.get(Service).client instanceof S3Client)) throw new TypeError('the service has no client');

const loaded = Object.keys(createRequire(import.meta.url).cache);
const { user, system } = process.cpuUsage();
process.send?.({
  cpuMs: (user + system) / 1_000,
  clients: [...new Set(loaded.flatMap((file) => /@aws-sdk\/client-[a-z0-9-]+/.exec(file) ?? []))].toSorted(),
});
process.disconnect?.();
