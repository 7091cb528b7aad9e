import { setTimeout as until } from 'node:timers/promises';
import { Child } from '../harness/child.js';
import { useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { always, atMost, formatNumber, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { quantile, spread } from '../harness/statistics.js';

const ROLES = 50;
const REQUESTS_PER_SECOND = 200;
const SIZES = { full: { rounds: 4, warmUps: 0, turns: 3 }, short: { rounds: 1, warmUps: 0, turns: 1 } };
/** STS takes this long, so that whoever waits for it can be told from all others. */
const STS_MS = 2_000;
/** Between two renewals of all sessions. */
const TURN_SECONDS = 4;
/** Of 15 minutes; at this age all are due, and none is about to expire. */
const AGE_MS = 760_000;

const OURS = 'role sessions, all renewed';
const BOUND = 'static credentials';
const KINDS: Readonly<Record<string, string>> = { [OURS]: 'sessions', [BOUND]: 'static' };

/** A service under load while every one of its sessions is renewed. */
export const rotation: Workload = {
  name: 'rotation',
  async run(size): Promise<Report> {
    const { rounds, warmUps, turns } = SIZES[size];
    const latencies = new Map<string, number[]>();
    const renewed: number[] = [];
    const contenders = Object.entries(KINDS).map(([name, kind]) =>
      loaded(name, kind, turns, { latencies, renewed }),
    );
    const standings = await interleave(contenders, rounds, warmUps);
    const ours = standingOf(standings, OURS);
    const waited = (latencies.get(OURS) ?? []).filter((ms) => ms >= STS_MS).length;
    return {
      title: 'Requests while every session is renewed',
      unit: 'ms, the slowest of 100 requests',
      ratioTo: BOUND,
      rows: rowsOf(standings, OURS, BOUND).map((row) =>
        Object.assign(row, { notes: notesOf(latencies.get(row.name) ?? []) }),
      ),
      checks: [
        always('no request waited for STS', [waited], 0),
        always(`${ROLES * turns} renewals in each round`, renewed, ROLES * turns),
      ],
      aims: [atMost("within the bound's noise: 1.25 times its p99", ours.ratioTo(BOUND), 1.25)],
      about:
        `${REQUESTS_PER_SECOND} requests a second to ${ROLES} accounts, sent when they are due, for ${turns * TURN_SECONDS} seconds a round. ` +
        `The clocks are moved on by ${AGE_MS / 1_000} seconds ${turns} times a round, so that all sessions are to be renewed at once, and STS takes ${STS_MS / 1_000} seconds.`,
    };
  },
};

interface Seen {
  readonly latencies: Map<string, number[]>;
  readonly renewed: number[];
}

function loaded(name: string, kind: string, turns: number, { latencies, renewed }: Seen): Contender {
  return {
    name,
    round: async () => {
      const aws = await Child.start('server/aws.js', {}, [String(ROLES), String(STS_MS)]);
      await useAws(aws);
      const app = await Child.start('server/rotation.js', {}, [kind]);
      await app.ask('warm');
      await app.ask('load', { requestsPerSecond: REQUESTS_PER_SECOND, seconds: 1 });
      await aws.ask('reset');
      const seconds = turns * TURN_SECONDS;
      const answers = app.ask<number[]>('load', { requestsPerSecond: REQUESTS_PER_SECOND, seconds });
      await moveClocks([aws, app], turns);
      const taken = await answers;
      if (kind === 'sessions') renewed.push(await aws.ask<number>('assumed'));
      await Promise.all([app.stop(), aws.stop()]);
      latencies.set(name, [...(latencies.get(name) ?? []), ...taken]);
      return quantile(
        taken.toSorted((one, other) => one - other),
        0.99,
      );
    },
  };
}

async function moveClocks(children: readonly Child[], turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await until(1_000);
    for (const child of children) await child.ask('moveTime', AGE_MS);
    await until((TURN_SECONDS - 1) * 1_000);
  }
}

function notesOf(latencies: readonly number[]): Record<string, string | number> {
  const { median } = spread(latencies);
  return {
    'p50 ms': formatNumber(median),
    'slowest ms': formatNumber(Math.max(...latencies)),
    'waited for STS': latencies.filter((ms) => ms >= STS_MS).length,
  };
}
