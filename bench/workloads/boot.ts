import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Contender, interleave } from '../harness/interleave.js';
import { type Aim, atMost, formatNumber, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { spread } from '../harness/statistics.js';

const SIZES = { full: { rounds: 25, warmUps: 2 }, short: { rounds: 1, warmUps: 0 } };

const BARE = 'a bare S3 client';
const SDK = "the module with requestHandler: 'sdk'";
const UNDICI = 'the module as it is by default';
const NAMES: Readonly<Record<string, string>> = { [BARE]: 'bare', [SDK]: 'sdk', [UNDICI]: 'undici' };

/** S3 is what the application imports, and STS is what the library needs. */
const EXPECTED = new Set(['@aws-sdk/client-s3', '@aws-sdk/client-sts']);

interface Booted {
  readonly cpuMs: number;
  readonly clients: readonly string[];
}

/** How long an application takes to start. */
export const boot: Workload = {
  name: 'boot',
  async run(size): Promise<Report> {
    const { rounds, warmUps } = SIZES[size];
    const booted = new Map<string, Booted[]>();
    const standings = await interleave(
      Object.entries(NAMES).map(([name, variant]) => starting(name, variant, booted)),
      rounds,
      warmUps,
    );
    return {
      title: 'Starting an application',
      unit: 'ms',
      ratioTo: BARE,
      rows: rowsOf(standings, SDK, BARE).map((row) =>
        Object.assign(row, { notes: notesOf(booted.get(row.name) ?? []) }),
      ),
      checks: [noOtherClient([...booted.values()].flat())],
      aims: [atMost("within 5 % with requestHandler: 'sdk'", standingOf(standings, SDK).ratioTo(BARE), 1.05)],
      about:
        'A Nest application with one service that injects a client of S3, from the start of its process until it is ready.',
    };
  },
};

function starting(name: string, variant: string, booted: Map<string, Booted[]>): Contender {
  const program = fileURLToPath(new URL('../server/boot.js', import.meta.url));
  return {
    name,
    round: async () => {
      const began = performance.now();
      const child = fork(program, [variant], { env: { ...process.env, AWS_REGION: 'eu-west-1' } });
      const ended = once(child, 'exit');
      const [message] = (await Promise.race([once(child, 'message'), ended])) as [Booted | number];
      const ms = performance.now() - began;
      if (typeof message !== 'object') throw new RangeError(`${name} did not start`);
      await ended;
      booted.set(name, [...(booted.get(name) ?? []), message]);
      return ms;
    },
  };
}

function noOtherClient(booted: readonly Booted[]): Aim {
  const others = new Set(booted.flatMap(({ clients }) => clients.filter((name) => !EXPECTED.has(name))));
  return {
    text: 'no client is loaded but those of S3 and STS',
    got: [...others].join(', ') || 'no other',
    met: others.size === 0,
  };
}

function notesOf(booted: readonly Booted[]): Record<string, string> {
  return { 'CPU ms': formatNumber(spread(booted.map(({ cpuMs }) => cpuMs)).median) };
}
