import { S3Client } from '@aws-sdk/client-s3';
import { ConfigReader } from '@backstage/config';
import type { CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { startApplication } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { type Aim, always, atMost, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { nanosecondsEach } from '../harness/time.js';
import { accountIds, REGIONS, ROLE_NAME } from '../server/world.js';

const ACCOUNTS = 500;
const SIZES = { full: { reads: 200_000, rounds: 21 }, short: { reads: 1_000, rounds: 1 } };

const BOUND = 'Map.get with the key at hand';
const JOINED = 'Map.get with a joined string';
const BACKSTAGE = "Backstage's manager, which answers a provider";
const OURS = 'factory.get';

/** The client of a target, which is there already: what every request pays. */
export const warmGet: Workload = {
  name: 'warm-get',
  async run(size): Promise<Report> {
    const { reads, rounds } = SIZES[size];
    const { app, factory } = await startApplication({ region: 'eu-west-1' });
    const targets = accountIds(ACCOUNTS).flatMap((accountId) =>
      REGIONS.map((region) => ({ accountId, region })),
    );
    const clients = new Map(
      targets.map((target) => [joined(target.accountId, target.region), factory.get(S3Client, target)]),
    );
    const created = factory.stats().clients.created;
    const byBackstage = await backstageProviders();
    const standings = await interleave(
      [...byMap(targets, clients, reads), byBackstage(targets, reads), byFactory(targets, factory, reads)],
      rounds,
    );
    const made = factory.stats().clients.created - created;
    await app.close();
    const ours = standingOf(standings, OURS);
    const aims: Aim[] = [
      atMost('faster than the joined string', ours.ratioTo(JOINED), 1),
      atMost('under 300 ns', ours.value, 300),
    ];
    return {
      title: 'The cached client of an account and a region',
      unit: 'ns',
      ratioTo: JOINED,
      rows: rowsOf(standings, OURS, JOINED),
      aims,
      checks: [always('no client made a second time', [made], 0)],
      about: `${ACCOUNTS} accounts in ${REGIONS.length} regions, whose clients are all there. The joined string is how a map of clients is written by hand.`,
    };
  },
};

interface Target {
  readonly accountId: string;
  readonly region: string;
}

/** One after the other, but not in the order in which they were made. */
function inTurn<T>(things: readonly T[], index: number): T {
  return things[(index * 7) % things.length] as T;
}

function byMap(
  targets: readonly Target[],
  clients: ReadonlyMap<string, S3Client>,
  reads: number,
): Contender[] {
  const keys = [...clients.keys()];
  return [
    {
      name: BOUND,
      round: () => nanosecondsEach(reads, (index) => clients.get(inTurn(keys, index))),
    },
    {
      name: JOINED,
      round: () =>
        nanosecondsEach(reads, (index) => {
          const { accountId, region } = inTurn(targets, index);
          return clients.get(joined(accountId, region));
        }),
    },
  ];
}

function byFactory(targets: readonly Target[], factory: CrossAccountClientFactory, reads: number): Contender {
  return {
    name: OURS,
    round: () =>
      nanosecondsEach(reads, (index) => {
        const { accountId, region } = inTurn(targets, index);
        return factory.get(S3Client, { accountId, region });
      }),
  };
}

/** It keeps a provider for each account; clients are for others to keep. */
async function backstageProviders(): Promise<(targets: readonly Target[], reads: number) => Contender> {
  const { DefaultAwsCredentialsManager } = await import('@backstage/integration-aws-node');
  const config = new ConfigReader({ aws: { accountDefaults: { roleName: ROLE_NAME } } });
  const manager = DefaultAwsCredentialsManager.fromConfig(config);
  return (targets, reads) => ({
    name: BACKSTAGE,
    round: async () => {
      const began = process.hrtime.bigint();
      for (let index = 0; index < reads; index += 1) {
        await manager.getCredentialProvider({ accountId: inTurn(targets, index).accountId });
      }
      return Number(process.hrtime.bigint() - began) / reads;
    },
  });
}

function joined(accountId: string, region: string): string {
  return `${region}|arn:aws:iam::${accountId}:role/${ROLE_NAME}`;
}
