import { setTimeout as until } from 'node:timers/promises';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { UndiciHttpHandler } from '@smithy/undici-http-handler';
import { startApplication } from '../harness/factory.js';
import { answerParent } from './answering.js';
import { moveTime } from './moved-time.js';
import { accountIds } from './world.js';

export interface LoadJob {
  readonly requestsPerSecond: number;
  readonly seconds: number;
}

const ROLES = 50;

/** A client for each role, and one after the other of them for each request. */
const CLIENTS: Readonly<Record<string, () => Promise<S3Client[]>>> = {
  async sessions() {
    const { factory } = await startApplication({ durationSeconds: 900 });
    return accountIds(ROLES).map((accountId) => factory.get(S3Client, { accountId }));
  },
  async static() {
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
    const { AWS_SESSION_TOKEN: sessionToken } = process.env;
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
    const requestHandler = new UndiciHttpHandler({ dispatcher: { connections: 256 } });
    return accountIds(ROLES).map(() => new S3Client({ credentials, requestHandler }));
  },
};

const clients = await CLIENTS[process.argv[2] ?? '']?.();
if (!clients) throw new RangeError(`nobody is called ${process.argv[2]}`);

async function request(index: number): Promise<void> {
  await clients?.[index % ROLES]?.send(new ListBucketsCommand());
}

/** Sends requests when their time has come, whether those before are answered or not, and says how many milliseconds each took from then. */
async function load({ requestsPerSecond, seconds }: LoadJob): Promise<number[]> {
  const began = process.hrtime.bigint();
  const elapsed = (): number => Number(process.hrtime.bigint() - began) / 1e6;
  const count = requestsPerSecond * seconds;
  const answers = Array.from({ length: count }, async (_, index) => {
    const due = (index * 1_000) / requestsPerSecond;
    await until(due);
    await request(index);
    return elapsed() - due;
  });
  return Promise.all(answers);
}

answerParent({
  moveTime,
  load,
  warm: () => Promise.all(accountIds(ROLES).map((_, index) => request(index))).then(() => 'warm'),
});
