import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { startApplication } from '../harness/factory.js';
import { answerParent } from './answering.js';
import { accountIds } from './world.js';

export interface Bounds {
  readonly clients: number;
  readonly credentials: number;
}

export interface Kept {
  /** In bytes, beyond what the application took before. */
  readonly heap: number;
  readonly clients: number;
  readonly credentials: number;
}

const AT_ONCE = 200;

let factory: CrossAccountClientFactory | undefined;
let asked = 0;
let before = 0;

function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** What is asked of the factory for an account, and what the factory is to keep of it. */
const USES = {
  clients: async (accountId: string) => factory?.get(S3Client, { accountId }),
  'used clients': async (accountId: string) =>
    factory?.get(S3Client, { accountId }).send(new ListBucketsCommand()),
  credentials: async (accountId: string) => factory?.getCredentials({ accountId })(),
};

export type Use = keyof typeof USES;

/** Goes on with more accounts, until there were so many. */
async function askFor({ use, upTo }: { use: Use; upTo: number }): Promise<Kept> {
  const accounts = accountIds(upTo).slice(asked);
  asked = upTo;
  for (let from = 0; from < accounts.length; from += AT_ONCE) {
    await Promise.all(accounts.slice(from, from + AT_ONCE).map((accountId) => USES[use](accountId)));
  }
  const { clients, credentials } = factory?.stats() ?? { clients: undefined, credentials: undefined };
  return { heap: heapUsed() - before, clients: clients?.cached ?? 0, credentials: credentials?.cached ?? 0 };
}

answerParent({
  start: async (cache: Bounds) => {
    ({ factory } = await startApplication({ region: 'eu-west-1', cache, sts: { callsPerSecond: 10_000 } }));
    // The first of anything takes more than its like.
    factory.get(S3Client, { accountId: '999999999990' });
    before = heapUsed();
    return 'started';
  },
  askFor,
});
