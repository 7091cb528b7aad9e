// Lists the buckets of all accounts of an organization, into a table and into lines of JSON. See `--help`.
import 'reflect-metadata';
import type { Bucket } from '@aws-sdk/client-s3';
import { NestFactory } from '@nestjs/core';
import { CrossAccountError, type Sweep, type SweepProgress } from 'nestjs-aws-cross-account';
import { type InventoryArguments, readArguments, USAGE, UsageError } from './inventory/arguments.js';
import { BucketInventory } from './inventory/bucket-inventory.js';
import { InventoryFiles } from './inventory/inventory-files.js';
import { InventoryModule } from './inventory/inventory.module.js';
import { startLocalAws } from './inventory/local-aws.js';
import { progressView } from './inventory/progress.js';
import { report } from './inventory/report.js';

/** All is well; some accounts failed, or the sweep ended early; it could not be begun; it was stopped by Ctrl-C. */
const EXIT = { ok: 0, failed: 1, notBegun: 2, stopped: 130 } as const;

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return EXIT.ok;
  }
  const aws = options.localAws ? await startLocalAws(process.env) : undefined;
  try {
    return await takeInventory(options);
  } finally {
    await aws?.close();
  }
}

async function takeInventory(options: InventoryArguments): Promise<number> {
  const stop = new AbortController();
  // The second Ctrl-C finds nobody who listens, and ends the process at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  // Nest would write into the progress bar; what fails is in the report, or thrown.
  const app = await NestFactory.createApplicationContext(InventoryModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    const { regions } = options;
    const onProgress = (latest: SweepProgress): void => progress.show(latest);
    const sweep = app.get(BucketInventory).sweep({ regions, signal: stop.signal, onProgress });
    const files = await InventoryFiles.open(options);
    const progress = progressView(process.stderr);
    const problem = await fill(files, sweep).finally(() => progress.end());
    const isStopped = stop.signal.aborted;
    const reason = isStopped ? 'It was stopped.' : problem && explain(problem);
    const summary = sweep.summary();
    process.stdout.write(report(summary, options, reason));
    if (isStopped) return EXIT.stopped;
    return reason === undefined && summary.failed === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    await app.close();
  }
}

/** @returns what ended the sweep before it was through; the files are complete up to there */
async function fill(files: InventoryFiles, sweep: Sweep<Bucket[]>): Promise<Error | undefined> {
  try {
    for await (const result of sweep) await files.add(result);
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await files.close();
  }
}

/** What the one who starts it can mend is said in one line; anything else shows where it came from. */
function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof CrossAccountError) return error.message;
  if (error instanceof Error && 'syscall' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`The inventory cannot be taken. ${explain(error)}\n`);
  process.exitCode = EXIT.notBegun;
}
