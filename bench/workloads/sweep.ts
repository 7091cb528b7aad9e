import { Child } from '../harness/child.js';
import { useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { always, atLeast, atMost, formatNumber, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { spread } from '../harness/statistics.js';
import type { SweepCost } from '../server/sweep.js';
import type { SweepJob } from '../server/sweep-contenders.js';
import { accountIds, REGIONS } from '../server/world.js';

const SIZES = { full: { accounts: 1_000, rounds: 5 }, short: { accounts: 10, rounds: 1 } };
const CONCURRENCY = 50;

const SWEEP = 'AccountSweep';
const TUNED = 'hand-tuned loop';
const FRESH = 'fresh client and fromTemporaryCredentials each';
const NAMES: Readonly<Record<string, string>> = {
  [SWEEP]: 'sweep',
  [TUNED]: 'tuned',
  'p-map, credentials kept by hand': 'careful',
  'one provider for each account': 'shared-provider',
  [FRESH]: 'fresh',
};

interface Round extends SweepCost {
  readonly assumed: number;
  readonly sockets: number;
}

/** The same question to every account in every region. */
export const sweep: Workload = {
  name: 'sweep',
  async run(size): Promise<Report> {
    const { accounts, rounds: times } = SIZES[size];
    const aws = await Child.start('server/aws.js', {}, [String(accounts)]);
    await useAws(aws);
    const rounds = new Map<string, Round[]>();
    const standings = await interleave(
      Object.entries(NAMES).map(([name, contender]) => sweeping(name, contender, { aws, accounts, rounds })),
      times,
      0,
    );
    await aws.stop();
    const ours = standingOf(standings, SWEEP);
    const counts = (rounds.get(SWEEP) ?? []).map(({ assumed }) => assumed);
    return {
      title: `A sweep of ${accounts} accounts in ${REGIONS.length} regions`,
      unit: 's',
      ratioTo: TUNED,
      rows: rowsOf(standings, SWEEP, TUNED).map((row) =>
        Object.assign(row, { notes: notesOf(rounds.get(row.name) ?? []) }),
      ),
      checks: [always(`exactly ${accounts} calls of AssumeRole`, counts, accounts)],
      aims: [
        atMost('within 1.1 times the wall time of the hand-tuned loop', ours.ratioTo(TUNED), 1.1),
        atLeast('2.2 times faster than fresh clients', standingOf(standings, FRESH).ratioTo(SWEEP), 2.2),
      ],
      about: `ListBuckets, ${CONCURRENCY} targets at a time, nothing cached at the start; each in a new process, against one server in another.`,
    };
  },
};

interface Field {
  readonly aws: Child;
  readonly accounts: number;
  readonly rounds: Map<string, Round[]>;
}

function sweeping(name: string, contender: string, { aws, accounts, rounds }: Field): Contender {
  const job: SweepJob = { accounts: accountIds(accounts), regions: REGIONS, concurrency: CONCURRENCY };
  return {
    name,
    round: async () => {
      const child = await Child.start('server/sweep.js', {}, [contender]);
      await aws.ask('reset');
      const cost = await child.ask<SweepCost>('run', job);
      await child.stop();
      if (cost.buckets !== accounts * REGIONS.length)
        throw new RangeError(`${name} saw ${cost.buckets} buckets`);
      const [assumed, sockets] = await Promise.all([
        aws.ask<number>('assumed'),
        aws.ask<number>('peakSockets'),
      ]);
      rounds.set(name, [...(rounds.get(name) ?? []), { ...cost, assumed, sockets }]);
      return cost.wallMs / 1_000;
    },
  };
}

function notesOf(rounds: readonly Round[]): Record<string, string> {
  const median = (of: keyof Round): string => formatNumber(spread(rounds.map((round) => round[of])).median);
  return {
    'CPU ms': median('cpuMs'),
    'AssumeRole calls': median('assumed'),
    'peak heap MiB': median('peakHeapMiB'),
    sockets: median('sockets'),
  };
}
