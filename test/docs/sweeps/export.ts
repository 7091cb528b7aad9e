import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { AccountSweep, type SweepResult } from 'nestjs-aws-cross-account';

@Injectable()
export class Export {
  constructor(private readonly sweep: AccountSweep) {}

  /** A line of JSON for each target. The sweep goes on as fast as the file is written, and ends with an error of it. */
  async toLines(work: () => Promise<object>, file: Writable): Promise<void> {
    const sweep = this.sweep.run({}, work);
    async function* lines(): AsyncGenerator<string> {
      for await (const result of sweep) yield `${JSON.stringify(rowOf(result))}\n`;
    }
    await pipeline(Readable.from(lines()), file);
  }
}

function rowOf(result: SweepResult<object>): object {
  const { status, target } = result;
  const row = { account: target.accountId, name: target.account.name, region: target.region, status };
  if (status === 'failed') return { ...row, code: result.code, message: result.error.message };
  return status === 'ok' ? { ...row, ...result.value } : { ...row, reason: result.reason };
}
