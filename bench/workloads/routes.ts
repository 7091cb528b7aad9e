import autocannon from 'autocannon';
import { Child } from '../harness/child.js';
import { useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { atLeast, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { accountIds } from '../server/world.js';

const ACCOUNTS = 50;
const CONNECTIONS = 32;
const SECONDS = 2;
const ROUNDS = 9;

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

/** What it costs a route that a client follows its request: with nothing else in the route, and beside a call of AWS. */
function routes(name: string, calls: 'none' | 'buckets', title: string, about: string): Workload {
  return {
    name,
    async run(): Promise<Report> {
      const aws = await Child.start('server/aws.js', {}, [String(ACCOUNTS)]);
      await useAws(aws);
      const apps = await Promise.all(
        Object.entries(APPS).map(async ([contender, app]) => ({
          contender,
          child: await Child.start('server/routes-app.js', {}, [app]),
        })),
      );
      const contenders = await Promise.all(
        apps.map(async ({ contender, child }) => loaded(contender, await child.ask<string>('url'), calls)),
      );
      const standings = await interleave(contenders, ROUNDS, 1);
      await Promise.all([...apps.map(({ child }) => child.stop()), aws.stop()]);
      const following = standingOf(standings, FOLLOWING);
      const aims = [
        atLeast('0.9 of what the handler does by itself', following.ratioTo(DIRECT), 0.9),
        atLeast('1.4 times what a request-scoped provider does', following.ratioTo(REQUEST_SCOPED), 1.4),
      ];
      return {
        title,
        unit: 'requests/s',
        ratioTo: DIRECT,
        rows: rowsOf(standings, DIRECT),
        aims: calls === 'none' ? aims : [],
        about: `${about} Each application in a process of its own, ${CONNECTIONS} connections, ${ACCOUNTS} accounts in turn.`,
      };
    },
  };
}

function loaded(name: string, url: string, calls: string): Contender {
  const requests = accountIds(ACCOUNTS).map((id) => ({ path: `/${id}/${calls}?region=eu-west-1` }));
  return {
    name,
    round: async () => {
      const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests });
      if (result.non2xx > 0 || result.errors > 0)
        throw new RangeError(`${name}: ${result.non2xx} answers and ${result.errors} errors`);
      return result.requests.average;
    },
  };
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
