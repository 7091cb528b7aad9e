import { Child } from '../harness/child.js';
import { useAws } from '../harness/factory.js';
import {
  type Aim,
  formatNumber,
  type Report,
  type Row,
  type Size,
  type Workload,
} from '../harness/report.js';
import { spread } from '../harness/statistics.js';
import type { Bounds, Kept, Use } from '../server/memory.js';

interface Extent {
  readonly bounds: Bounds;
  readonly counts: Readonly<Record<Use, readonly number[]>>;
}

const SIZES: Readonly<Record<Size, Extent>> = {
  full: {
    bounds: { clients: 2_000, credentials: 20_000 },
    counts: {
      clients: [1_000, 10_000, 50_000, 100_000],
      'used clients': [1_000, 5_000, 10_000],
      credentials: [1_000, 10_000, 50_000, 100_000],
    },
  },
  short: {
    bounds: { clients: 20, credentials: 100 },
    counts: { clients: [100, 1_000], 'used clients': [10, 100], credentials: [100, 500] },
  },
};

/** What a long life keeps, and whether it ends. */
export const memory: Workload = {
  name: 'memory',
  async run(size): Promise<Report> {
    const { bounds, counts } = SIZES[size];
    const uses = Object.keys(counts) as Use[];
    const aws = await Child.start('server/aws.js', {}, [String(Math.max(...Object.values(counts).flat()))]);
    await useAws(aws);
    const seen = new Map<Use, readonly Measured[]>();
    for (const use of uses) seen.set(use, await measure(use, bounds, counts[use]));
    const each = [...seen];
    await aws.stop();
    return {
      title: 'Heap that is kept',
      unit: 'MiB',
      ratioTo: 'the count before',
      rows: each.flatMap(([use, kept]) => rowsFor(use, kept)),
      checks: each.map(([use, kept]) => bounded(use, kept, bounds)),
      aims: each.filter(([, kept]) => isPast(bounds, kept)).map(([use, kept]) => flat(use, kept)),
      about:
        `Of one application that is asked for ever more accounts, after a collection. At most ${bounds.clients.toLocaleString('en')} clients of a class and ` +
        `${bounds.credentials.toLocaleString('en')} role sessions are kept. Used clients have sent a request each.`,
    };
  },
};

interface Measured extends Kept {
  readonly accounts: number;
}

/** In a process of its own, since what one use leaves behind would count for the other. */
async function measure(use: Use, bounds: Bounds, counts: readonly number[]): Promise<Measured[]> {
  const child = await Child.start('server/memory.js');
  await child.ask('start', bounds);
  const kept: Measured[] = [];
  for (const upTo of counts)
    kept.push({ ...(await child.ask<Kept>('askFor', { use, upTo })), accounts: upTo });
  await child.stop();
  return kept;
}

function rowsFor(use: Use, kept: readonly Measured[]): Row[] {
  return kept.map((one, index) => {
    const before = kept[index - 1];
    return {
      name: `${use} of ${one.accounts.toLocaleString('en')} accounts`,
      value: spread([one.heap / 2 ** 20]),
      ratio: before && spread([one.heap / before.heap]),
      isOurs: true,
      notes: { kept: countOf(use, one), 'KiB for each': formatNumber(one.heap / 1_024 / countOf(use, one)) },
    };
  });
}

function countOf(use: Use, { clients, credentials }: { clients: number; credentials: number }): number {
  return use === 'credentials' ? credentials : clients;
}

function bounded(use: Use, kept: readonly Measured[], bounds: Bounds): Aim {
  const most = Math.max(...kept.map((one) => countOf(use, one)));
  const bound = countOf(use, bounds);
  return { text: `never more than ${bound} kept (${use})`, got: String(most), met: most <= bound };
}

/** Whether every cache was full before the last count: sessions are kept for used clients, too. */
function isPast({ clients, credentials }: Bounds, kept: readonly Measured[]): boolean {
  return (kept.at(-2)?.accounts ?? 0) > Math.max(clients, credentials);
}

function flat(use: Use, kept: readonly Measured[]): Aim {
  const [one, other] = kept.slice(-2).map(({ heap }) => heap);
  const growth = (other ?? Number.NaN) / (one ?? Number.NaN) - 1;
  return {
    text: `no growth of the heap beyond the bound, within 2 % (${use})`,
    got: `${formatNumber(growth * 100)} %`,
    met: growth <= 0.02,
  };
}
