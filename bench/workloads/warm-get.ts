import { S3Client } from '@aws-sdk/client-s3';
import { startApplication } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { type Aim, atMost, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { nanosecondsEach } from '../harness/time.js';
import { accountIds, REGIONS, ROLE_NAME } from '../server/world.js';

const ACCOUNTS = 500;
const READS = 200_000;
const ROUNDS = 21;

const BOUND = 'Map.get with the key at hand';
const JOINED = 'Map.get with a joined string';
const OURS = 'factory.get';

/** The client of a target, which is there already: what every request pays. */
export const warmGet: Workload = {
  name: 'warm-get',
  async run(): Promise<Report> {
    const { app, factory } = await startApplication({ region: 'eu-west-1' });
    const targets = accountIds(ACCOUNTS).flatMap((accountId) =>
      REGIONS.map((region) => ({ accountId, region })),
    );
    const clients = new Map(
      targets.map((target) => [joined(target.accountId, target.region), factory.get(S3Client, target)]),
    );
    const standings = await interleave(
      contenders(targets, [...clients.keys()], clients, factory.get.bind(factory)),
      ROUNDS,
    );
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
      rows: rowsOf(standings, JOINED),
      aims,
      about: `${ACCOUNTS} accounts in ${REGIONS.length} regions, whose clients are all there. The joined string is how a map of clients is written by hand.`,
    };
  },
};

type Get = (ClientClass: typeof S3Client, target: { accountId: string; region: string }) => S3Client;

function contenders(
  targets: readonly { accountId: string; region: string }[],
  keys: readonly string[],
  clients: ReadonlyMap<string, S3Client>,
  get: Get,
): Contender[] {
  const at = (index: number): { accountId: string; region: string } =>
    targets[(index * 7) % targets.length] ?? { accountId: '', region: '' };
  return [
    {
      name: BOUND,
      round: () => nanosecondsEach(READS, (index) => clients.get(keys[(index * 7) % keys.length] ?? '')),
    },
    {
      name: JOINED,
      round: () =>
        nanosecondsEach(READS, (index) => {
          const { accountId, region } = at(index);
          return clients.get(joined(accountId, region));
        }),
    },
    {
      name: OURS,
      round: () =>
        nanosecondsEach(READS, (index) => {
          const { accountId, region } = at(index);
          return get(S3Client, { accountId, region });
        }),
    },
  ];
}

function joined(accountId: string, region: string): string {
  return `${region}|arn:aws:iam::${accountId}:role/${ROLE_NAME}`;
}
