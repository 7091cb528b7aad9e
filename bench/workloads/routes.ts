import autocannon from 'autocannon';
import { Child } from '../harness/child.js';
import { useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { always, atLeast, formatNumber, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { spread } from '../harness/statistics.js';
import { accountIds } from '../server/world.js';

const ACCOUNTS = 50;
const SIZES = {
  full: { rounds: 7, warmUps: 1, load: { connections: 32, duration: 2 } },
  short: { rounds: 1, warmUps: 0, load: { connections: 4, amount: 240 } },
};

const FOLLOWING = 'client that follows the context';
const DIRECT = 'factory.get in the handler';
const INTERCEPTED = 'the same behind an empty interceptor';
const REQUEST_SCOPED = 'request-scoped provider';
const BARE = "Node's server and a bare client";

const APPS: Readonly<Record<string, string>> = {
  [FOLLOWING]: 'following',
  [DIRECT]: 'direct',
  [INTERCEPTED]: 'intercepted',
  [REQUEST_SCOPED]: 'request-scoped',
  [BARE]: 'bare',
};

const WITH_ROLES = [FOLLOWING, DIRECT, INTERCEPTED, REQUEST_SCOPED];

/** What it costs a route that a client follows its request: with nothing else in the route, and beside a call of AWS. */
function routes(name: string, calls: 'none' | 'buckets', title: string, about: string): Workload {
  return {
    name,
    async run(size): Promise<Report> {
      const { rounds, warmUps, load } = SIZES[size];
      const aws = await Child.start('server/aws.js', {}, [String(ACCOUNTS)]);
      await useAws(aws);
      const apps = await Promise.all(
        Object.entries(APPS).map(async ([contender, app]) => ({
          contender,
          child: await Child.start('server/routes-app.js', {}, [app]),
        })),
      );
      const cpu = new Map<string, number[]>();
      const contenders = await Promise.all(
        apps.map(async ({ contender, child }) => loaded(contender, child, { path: calls, load, cpu })),
      );
      const standings = await interleave(contenders, rounds, warmUps);
      const assumed = await aws.ask<number>('assumed');
      await Promise.all([...apps.map(({ child }) => child.stop()), aws.stop()]);
      const expected = calls === 'none' ? 0 : ACCOUNTS * WITH_ROLES.length;
      const following = standingOf(standings, FOLLOWING);
      const aims = [
        atLeast('0.9 of what the handler does by itself', following.ratioTo(DIRECT), 0.9),
        atLeast('1.4 times what a request-scoped provider does', following.ratioTo(REQUEST_SCOPED), 1.4),
      ];
      return {
        title,
        unit: 'requests/s',
        ratioTo: DIRECT,
        rows: rowsOf(standings, FOLLOWING, DIRECT).map((row) =>
          Object.assign(row, { notes: { 'CPU µs a request': cpuOf(cpu.get(row.name) ?? []) } }),
        ),
        checks: [always('one call of AssumeRole for each application and account', [assumed], expected)],
        aims: calls === 'none' ? aims : [],
        about: `${about} Each application in a process of its own, ${load.connections} connections, ${ACCOUNTS} accounts in turn.`,
      };
    },
  };
}

interface Load {
  readonly path: string;
  /** For how many seconds, or how often in all: each connection asks for one account after the other. */
  readonly load: { readonly connections: number; readonly duration?: number; readonly amount?: number };
  /** Filled with the microseconds that each request took in each round. */
  readonly cpu: Map<string, number[]>;
}

async function loaded(name: string, child: Child, { path, load, cpu }: Load): Promise<Contender> {
  const url = await child.ask<string>('url');
  const requests = accountIds(ACCOUNTS).map((id) => ({ path: `/${id}/${path}?region=eu-west-1` }));
  return {
    name,
    round: async () => {
      const before = await child.ask<number>('cpuMicroseconds');
      const result = await autocannon({ url, requests, ...load });
      const spent = (await child.ask<number>('cpuMicroseconds')) - before;
      if (result.non2xx > 0 || result.errors > 0)
        throw new RangeError(`${name}: ${result.non2xx} answers and ${result.errors} errors`);
      cpu.set(name, [...(cpu.get(name) ?? []), spent / result.requests.total]);
      return result.requests.average;
    },
  };
}

function cpuOf(values: readonly number[]): string {
  return formatNumber(spread(values).median);
}

export const emptyRoute = routes(
  'routes',
  'none',
  'A route that does all but call AWS',
  'The handler sends a command through its client, which is answered within the process.',
);

export const bucketRoute = routes(
  'bucket-route',
  'buckets',
  'A route that lists buckets',
  'The handler calls AWS once.',
);
