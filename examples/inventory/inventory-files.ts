import { type FileHandle, open } from 'node:fs/promises';
import type { Bucket } from '@aws-sdk/client-s3';
import type { SweepResult } from 'nestjs-aws-cross-account';
import { csvRows, HEADER, jsonLine } from './inventory-rows.js';

/** The table and the lines of JSON. Each result is written whole, so that both are valid whenever writing ends. */
export class InventoryFiles {
  private constructor(
    private readonly csv: FileHandle,
    private readonly ndjson: FileHandle,
  ) {}

  /** Files that exist are replaced. */
  static async open(paths: { readonly csv: string; readonly ndjson: string }): Promise<InventoryFiles> {
    const csv = await open(paths.csv, 'w');
    await csv.appendFile(HEADER);
    return new InventoryFiles(csv, await open(paths.ndjson, 'w'));
  }

  /** Resolves when it is written: whoever waits for that reads the next result no sooner. */
  async add(result: SweepResult<Bucket[]>): Promise<void> {
    await this.csv.appendFile(csvRows(result));
    await this.ndjson.appendFile(jsonLine(result));
  }

  async close(): Promise<void> {
    await this.csv.close();
    await this.ndjson.close();
  }
}
