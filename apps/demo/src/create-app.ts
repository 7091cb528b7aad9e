import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { requireApiKey } from './security/api-key.middleware.js';
import type { DemoSettings } from './settings/demo-settings.js';

/** The application, complete but not yet listening. */
export async function createApp({ apiKeys }: Pick<DemoSettings, 'apiKeys'>): Promise<INestApplication> {
  // Nest reports a failed start as well as throwing it. Its report is held back, so that it is told once.
  const quietly = { bufferLogs: true, autoFlushLogs: false, abortOnError: false };
  const app = await NestFactory.create(AppModule, { logger: ['warn', 'error', 'fatal'], ...quietly });
  app.flushLogs();
  if (apiKeys.size > 0) app.use(requireApiKey(apiKeys));
  const document = new DocumentBuilder()
    .setTitle('Buckets across accounts')
    .setDescription('Lists S3 buckets in any account of an organization, through assumed roles.')
    .setVersion('1');
  if (apiKeys.size > 0)
    document
      .addApiKey({ type: 'apiKey', name: 'x-api-key', in: 'header' }, 'key')
      .addSecurityRequirements('key');
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document.build()));
  app.enableShutdownHooks();
  return app;
}
