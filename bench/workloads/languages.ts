import { Child } from '../harness/child.js';
import { useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { always, atLeast, formatNumber, type Report, type Workload } from '../harness/report.js';
import { runProgram } from '../harness/program.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { type Spread, spread } from '../harness/statistics.js';
import { goRivals, pythonRivals } from '../rivals/prepare.js';
import type { SweepCost } from '../server/sweep.js';
import type { SweepJob } from '../server/sweep-contenders.js';
import { accountIds, REGIONS, ROLE_NAME } from '../server/world.js';

const SIZES = { full: { accounts: 50, rounds: 3 }, short: { accounts: 5, rounds: 1 } };
const CONCURRENCY = 50;
const SWEEP = 'AccountSweep';

type Cost = Pick<SweepCost, 'buckets' | 'wallMs' | 'cpuMs'>;

interface Round {
  readonly cpuMs: number;
  readonly assumed: number;
}

/** The same sweep, as it is written elsewhere. */
export const languages: Workload = {
  name: 'languages',
  async run(size): Promise<Report> {
    const { accounts, rounds: times } = SIZES[size];
    const rivals = { ...(await pythonRivals()), ...(await goRivals()) };
    const aws = await Child.start('server/aws.js', {}, [String(accounts)]);
    await useAws(aws);
    const job: SweepJob = { accounts: accountIds(accounts), regions: REGIONS, concurrency: CONCURRENCY };
    const rounds = new Map<string, Round[]>();
    const sweeps: Record<string, () => Promise<Cost>> = { [SWEEP]: () => sweepHere(job) };
    for (const [name, [command, ...args]] of Object.entries(rivals)) {
      const input = JSON.stringify({ ...job, roleName: ROLE_NAME });
      sweeps[name] = async () => JSON.parse(await runProgram(command, args, { input })) as Cost;
    }
    const contenders = Object.entries(sweeps).map(([name, sweep]) =>
      sweeping(name, sweep, { aws, job, rounds }),
    );
    const standings = await interleave(contenders, times, 0);
    await aws.stop();
    const cpuOf = (name: string): Spread => spread((rounds.get(name) ?? []).map(({ cpuMs }) => cpuMs));
    const python = Object.keys(rivals).filter((name) => name.startsWith('Python'));
    return {
      title: `The same sweep in other languages, ${accounts} accounts in ${REGIONS.length} regions`,
      unit: 's',
      ratioTo: SWEEP,
      rows: rowsOf(standings, SWEEP, SWEEP).map((row) =>
        Object.assign(row, { notes: notesOf(rounds.get(row.name) ?? []) }),
      ),
      checks: [
        always(
          `exactly ${accounts} calls of AssumeRole`,
          (rounds.get(SWEEP) ?? []).map(({ assumed }) => assumed),
          accounts,
        ),
      ],
      aims: python.flatMap((name) => [
        atLeast(`20 times faster than ${name}`, standingOf(standings, name).ratioTo(SWEEP), 20),
        atLeast(`a twentieth of the CPU of ${name}`, spread([cpuOf(name).median / cpuOf(SWEEP).median]), 20),
      ]),
      about: `ListBuckets, ${CONCURRENCY} at a time, nothing cached at the start, against one server. Starting the programs is not counted.`,
    };
  },
};

/** In a process of its own, like the others. */
async function sweepHere(job: SweepJob): Promise<Cost> {
  const child = await Child.start('server/sweep.js', {}, ['sweep']);
  const cost = await child.ask<SweepCost>('run', job);
  await child.stop();
  return cost;
}

interface Field {
  readonly aws: Child;
  readonly job: SweepJob;
  readonly rounds: Map<string, Round[]>;
}

function sweeping(name: string, sweep: () => Promise<Cost>, { aws, job, rounds }: Field): Contender {
  return {
    name,
    round: async () => {
      await aws.ask('reset');
      const { buckets, wallMs, cpuMs } = await sweep();
      const expected = job.accounts.length * job.regions.length;
      if (buckets !== expected) throw new RangeError(`${name} saw ${buckets} buckets`);
      const round = { cpuMs, assumed: await aws.ask<number>('assumed') };
      rounds.set(name, [...(rounds.get(name) ?? []), round]);
      return wallMs / 1_000;
    },
  };
}

function notesOf(rounds: readonly Round[]): Record<string, string> {
  return {
    'CPU ms': formatNumber(spread(rounds.map(({ cpuMs }) => cpuMs)).median),
    'AssumeRole calls': formatNumber(spread(rounds.map(({ assumed }) => assumed)).median),
  };
}
