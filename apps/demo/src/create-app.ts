import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { servePage } from './console/serve-page.js';
import { documentApi } from './document-api.js';
import type { EmbeddedAws } from './embedded-aws/embedded-aws.js';
import { identifyRequest } from './requests/request-id.js';
import { RequestLogger } from './requests/request-logger.js';
import { secureAnswers } from './requests/security-headers.js';
import { requireApiKey } from './security/api-key.middleware.js';
import type { DemoSettings } from './settings/demo-settings.js';

/** The application, complete but not yet listening. */
export async function createApp(
  settings: Pick<DemoSettings, 'apiKeys' | 'requestsPerMinute'>,
  aws?: EmbeddedAws,
): Promise<NestExpressApplication> {
  // Nest reports a failed start as well as throwing it. Its report is held back, so that it is told once.
  const quietly = { bufferLogs: true, autoFlushLogs: false, abortOnError: false };
  // Bodies are read of those who may ask, and only as JSON, which no page of another site can send.
  const options = { logger: new RequestLogger(), bodyParser: false, ...quietly };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(settings, aws), options);
  app.flushLogs();
  const { apiKeys } = settings;
  app.use(identifyRequest, secureAnswers);
  servePage(app);
  if (apiKeys.size > 0) app.use(requireApiKey(apiKeys));
  app.useBodyParser('json');
  documentApi(app, { needsKey: apiKeys.size > 0 });
  app.enableShutdownHooks();
  return app;
}
