import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface InventoryArguments {
  readonly csv: string;
  readonly ndjson: string;
  /** Undefined where buckets of all regions are asked for at once. */
  readonly regions: 'enabled' | readonly string[] | undefined;
  readonly localAws: boolean;
  readonly help: boolean;
}

export const USAGE = `Lists the buckets of all accounts of an organization.

  npm run example:inventory -- [options]

  --csv <file>        the table to write. Default: inventory.csv
  --ndjson <file>     the lines of JSON to write. Default: inventory.ndjson
  --regions <list>    only buckets of these regions, separated by commas, or: enabled
  --local-aws         an AWS in this process, of 300 invented accounts
  --help

The environment says where: AWS_CROSS_ACCOUNT_ROLE_NAME, AWS_REGION, and for the accounts AWS_CROSS_ACCOUNT_DIRECTORY or
AWS_CROSS_ACCOUNT_ORGANIZATION_LISTED_BY. Without either, the hub role lists the accounts of its organization.

It ends with 0 when all went well, 1 when accounts failed, 2 when it could not begin, 130 when it was stopped.
`;

/** An argument that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';

  constructor(problem: string) {
    super(`${problem}. --help says what can be given.`);
  }
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): InventoryArguments {
  const { csv, ndjson, regions, 'local-aws': localAws, help } = parse(args);
  if (csv === '' || ndjson === '') throw new UsageError('--csv and --ndjson: expected a file, got nothing');
  if (resolve(csv) === resolve(ndjson))
    throw new UsageError('--csv and --ndjson: expected two files, got one');
  return { csv, ndjson, regions: readRegions(regions), localAws, help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        csv: { type: 'string', default: 'inventory.csv' },
        ndjson: { type: 'string', default: 'inventory.ndjson' },
        regions: { type: 'string' },
        'local-aws': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

function readRegions(text: string | undefined): InventoryArguments['regions'] {
  return text === undefined || text === 'enabled' ? text : text.split(',').map((region) => region.trim());
}
