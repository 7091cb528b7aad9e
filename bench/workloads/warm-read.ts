import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { Child } from '../harness/child.js';
import { startApplication, useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { always, atMost, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { spread } from '../harness/statistics.js';
import { cpuMilliseconds } from '../harness/time.js';
import { accountIds } from '../server/world.js';

const SIZES = {
  full: { reads: 100_000, requests: 500, rounds: 15 },
  short: { reads: 100, requests: 10, rounds: 1 },
};
/** How often the SDK asks a client's provider for one request. */
const READS_OF_A_REQUEST = 2;

const BOUND = 'static credentials';
const OURS = 'credentials of a role session';

/** The credentials of a session that is held: what every request pays, twice. */
export const warmRead: Workload = {
  name: 'warm-read',
  async run(size): Promise<Report> {
    const { reads, requests, rounds } = SIZES[size];
    const aws = await Child.start('server/aws.js', {}, ['1']);
    await useAws(aws);
    const { app, factory } = await startApplication();
    const [accountId = ''] = accountIds(1);
    const target = { accountId, region: 'eu-west-1' };
    const ours = factory.get(S3Client, target);
    const request = spread(await cpuOfRequests(ours, requests));
    const fixed = new S3Client({
      region: 'eu-west-1',
      credentials: { ...(await factory.getCredentials(target)()) },
    });
    const standings = await interleave([reading(BOUND, fixed, reads), reading(OURS, ours, reads)], rounds);
    const assumed = await aws.ask<number>('assumed');
    await app.close();
    await aws.stop();
    const added = standingOf(standings, OURS).value.median - standingOf(standings, BOUND).value.median;
    const share = (100 * READS_OF_A_REQUEST * added) / request.median;
    return {
      title: 'The credentials of a session that is held',
      unit: 'ns',
      ratioTo: BOUND,
      rows: rowsOf(standings, OURS, BOUND),
      checks: [always('one call of AssumeRole', [assumed], 1)],
      aims: [
        atMost("an added share of a request's CPU under 2 %", spread([share]), 2),
        atMost('under 1,000 ns', standingOf(standings, OURS).value, 1_000),
      ],
      about: `Read as the SDK does, ${READS_OF_A_REQUEST} times for a request. A ListBuckets costs this process ${Math.round(request.median / 1_000)} µs of CPU.`,
    };
  },
};

function reading(name: string, client: S3Client, reads: number): Contender {
  const provide = client.config.credentials as AwsCredentialIdentityProvider;
  return {
    name,
    round: async () => {
      const began = process.hrtime.bigint();
      for (let read = 0; read < reads; read += 1) await provide();
      return Number(process.hrtime.bigint() - began) / reads;
    },
  };
}

/** Nanoseconds of CPU for one request, some times over. */
async function cpuOfRequests(client: S3Client, requests: number): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const ms = await cpuMilliseconds(async () => {
      for (let sent = 0; sent < requests; sent += 1) await client.send(new ListBucketsCommand());
    });
    if (round > 0) values.push((ms * 1e6) / requests);
  }
  return values;
}
