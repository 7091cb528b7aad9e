import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { UndiciHttpHandler } from '@smithy/undici-http-handler';
import type { AwsCredentialIdentity } from '@smithy/types';
import { AccountSweep } from 'nestjs-aws-cross-account';
import pMap from 'p-map';
import { startApplication } from '../harness/factory.js';
import { ROLE_NAME } from './world.js';

export interface Target {
  readonly accountId: string;
  readonly region: string;
}

export interface SweepJob {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly concurrency: number;
}

/** Lists the buckets of every target, and answers how many it saw. */
export type SweepContender = (job: SweepJob) => Promise<number>;

const RoleSessionName = 'benchmark';
const roleArnOf = (accountId: string): string => `arn:aws:iam::${accountId}:role/${ROLE_NAME}`;

/** Account after account, as a loop over a list of them has it. */
function targetsOf({ accounts, regions }: SweepJob): Target[] {
  return accounts.flatMap((accountId) => regions.map((region) => ({ accountId, region })));
}

async function countWith(client: S3Client): Promise<number> {
  const { Buckets = [] } = await client.send(new ListBucketsCommand());
  return Buckets.length;
}

async function total(job: SweepJob, count: (target: Target) => Promise<number>): Promise<number> {
  const counts = await pMap(targetsOf(job), count, { concurrency: job.concurrency });
  return counts.reduce((sum, one) => sum + one, 0);
}

/** As it stands in most scripts: everything new for each target. */
const fresh: SweepContender = (job) =>
  total(job, async ({ accountId, region }) => {
    const credentials = fromTemporaryCredentials({
      params: { RoleArn: roleArnOf(accountId), RoleSessionName },
    });
    const client = new S3Client({ region, credentials });
    try {
      return await countWith(client);
    } finally {
      client.destroy();
    }
  });

/** A provider for each account, shared by its clients, which remember its answer each for itself. */
const sharedProvider: SweepContender = (job) => {
  const providers = new Map(
    job.accounts.map((accountId) => [
      accountId,
      fromTemporaryCredentials({ params: { RoleArn: roleArnOf(accountId), RoleSessionName } }),
    ]),
  );
  return total(job, async ({ accountId, region }) => {
    const credentials = providers.get(accountId);
    const client = new S3Client(credentials ? { region, credentials } : { region });
    try {
      return await countWith(client);
    } finally {
      client.destroy();
    }
  });
};

/** Credentials by hand: each account's are asked for once. */
function credentialsByHand(sts: STSClient): (accountId: string) => Promise<AwsCredentialIdentity> {
  const known = new Map<string, Promise<AwsCredentialIdentity>>();
  const ask = async (accountId: string): Promise<AwsCredentialIdentity> => {
    const { Credentials = {} } = (await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArnOf(accountId), RoleSessionName }),
    )) as { Credentials?: Partial<Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>> };
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials;
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  };
  return (accountId) => {
    const credentials = known.get(accountId) ?? ask(accountId);
    known.set(accountId, credentials);
    return credentials;
  };
}

/** What a careful author writes in an afternoon. */
const careful: SweepContender = (job) => {
  const credentialsOf = credentialsByHand(new STSClient());
  return total(job, async ({ accountId, region }) => {
    const client = new S3Client({ region, credentials: await credentialsOf(accountId) });
    try {
      return await countWith(client);
    } finally {
      client.destroy();
    }
  });
};

/** The lower bound: nothing but the calls, over one handler, for as many targets at a time. */
const tuned: SweepContender = async (job) => {
  const requestHandler = new UndiciHttpHandler({ dispatcher: { connections: 256 } });
  const credentialsOf = credentialsByHand(new STSClient({ requestHandler }));
  const targets = targetsOf(job).values();
  let sum = 0;
  const work = async (): Promise<void> => {
    for (const { accountId, region } of targets) {
      const credentials = await credentialsOf(accountId);
      const count = await countWith(new S3Client({ region, credentials, requestHandler }));
      sum += count;
    }
  };
  await Promise.all(Array.from({ length: job.concurrency }, work));
  requestHandler.destroy();
  return sum;
};

const ours: SweepContender = async ({ accounts, regions, concurrency }) => {
  const { app, factory } = await startApplication({ access: { allowedAccounts: 'any-that-trusts-us' } });
  let sum = 0;
  const results = app
    .get(AccountSweep)
    .run({ accounts, regions, concurrency }, (target) => countWith(factory.get(S3Client, target)));
  for await (const result of results) {
    if (result.status !== 'ok') throw new RangeError(JSON.stringify(result));
    sum += result.value;
  }
  await app.close();
  return sum;
};

export const SWEEP_CONTENDERS: Readonly<Record<string, SweepContender>> = {
  fresh,
  'shared-provider': sharedProvider,
  careful,
  tuned,
  sweep: ours,
};
