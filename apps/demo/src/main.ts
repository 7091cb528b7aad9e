import type { INestApplication } from '@nestjs/common';
import { CrossAccountError } from 'nestjs-aws-cross-account';
import { createApp } from './create-app.js';
import type { EmbeddedAws } from './embedded-aws/embedded-aws.js';
import { startEmbeddedAws } from './embedded-aws/start-embedded-aws.js';
import { DemoSettingsError } from './settings/demo-settings.error.js';
import { type DemoSettings, readSettings } from './settings/demo-settings.js';
import { welcome } from './welcome.js';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const aws = settings.localAws ? await startEmbeddedAws(process.env) : undefined;
  try {
    const app = await listen(settings, aws);
    process.stdout.write(welcome(await app.getUrl(), aws));
  } catch (error) {
    await aws?.close();
    throw error;
  }
}

async function listen(settings: DemoSettings, aws: EmbeddedAws | undefined): Promise<INestApplication> {
  const app = await createApp(settings, aws);
  try {
    const server: NodeJS.EventEmitter = await app.listen(settings.port, settings.host);
    server.once('close', () => void aws?.close());
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** What the one who starts the demo can mend is said in one line; anything else shows where it came from. */
function explain(error: unknown): string {
  if (error instanceof DemoSettingsError || error instanceof CrossAccountError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Another program listens there: stop it, or choose another port with PORT.`;
  }
  if (error instanceof Error && error.constructor.name === 'CronError') {
    return `DEMO_INVENTORY_CRON: expected when to count, such as */5 * * * * for every five minutes. ${error.message}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo cannot start. ${explain(error)}\n`);
  process.exitCode = 1;
}
