import { answerParent } from './answering.js';
import { SWEEP_CONTENDERS, type SweepJob } from './sweep-contenders.js';

const SAMPLE_MS = 20;

export interface SweepCost {
  readonly buckets: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakHeapMiB: number;
}

/** One contender, in a process of its own, which sweeps when it is asked. */
const contender = SWEEP_CONTENDERS[process.argv[2] ?? ''];
if (!contender) throw new RangeError(`nobody is called ${process.argv[2]}`);

async function run(job: SweepJob): Promise<SweepCost> {
  globalThis.gc?.();
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage().heapUsed)), SAMPLE_MS);
  const cpu = process.cpuUsage();
  const began = performance.now();
  const buckets = (await contender?.(job)) ?? 0;
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampling);
  return { buckets, wallMs, cpuMs: (user + system) / 1_000, peakHeapMiB: peak / 2 ** 20 };
}

answerParent({ run });
