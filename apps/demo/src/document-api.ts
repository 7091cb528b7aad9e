import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves the OpenAPI document, and a page to try the API on. */
export function documentApi(app: INestApplication, { needsKey }: { needsKey: boolean }): void {
  const document = new DocumentBuilder()
    .setTitle('Buckets across accounts')
    .setDescription('Lists S3 buckets in any account of an organization, through assumed roles.')
    .setVersion('1');
  if (needsKey)
    document
      .addApiKey({ type: 'apiKey', name: 'x-api-key', in: 'header' }, 'key')
      .addSecurityRequirements('key');
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document.build()));
}
