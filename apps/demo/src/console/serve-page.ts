import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';

const PAGE = fileURLToPath(new URL('page', import.meta.url));
/** Preact with hooks and htm in one module, so that the page needs neither a build nor another host. */
const PREACT = 'preact/standalone.module.js';

/** Serves the console at `/`. It holds no data, and needs no key: it asks for one, and sends it with each request. */
export function servePage(app: NestExpressApplication): void {
  const htm = dirname(dirname(fileURLToPath(import.meta.resolve('htm'))));
  app.useStaticAssets(join(htm, PREACT), { prefix: '/vendor/preact.js' });
  app.useStaticAssets(PAGE);
}
