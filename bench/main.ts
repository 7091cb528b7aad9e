import { mkdirSync, writeFileSync } from 'node:fs';
import { asMarkdown } from './harness/markdown.js';
import { thisMachine } from './harness/machine.js';
import type { Report, Workload } from './harness/report.js';
import { coldBurst } from './workloads/cold-burst.js';
import { bucketRoute, emptyRoute } from './workloads/routes.js';
import { sweep } from './workloads/sweep.js';
import { warmGet } from './workloads/warm-get.js';
import { warmRead } from './workloads/warm-read.js';

const WORKLOADS: readonly Workload[] = [warmGet, warmRead, coldBurst, sweep, emptyRoute, bucketRoute];

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !WORKLOADS.some((workload) => workload.name === name));
  if (unknown !== undefined) {
    process.stderr.write(
      `${unknown} is no workload. There are: ${WORKLOADS.map(({ name }) => name).join(', ')}\n`,
    );
    process.exitCode = 1;
    return;
  }
  const chosen = WORKLOADS.filter(({ name }) => names.length === 0 || names.includes(name));
  const reports: Record<string, Report> = {};
  for (const workload of chosen) {
    const report = await workload.run();
    reports[workload.name] = report;
    process.stdout.write(`${asMarkdown(report)}\n`);
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync('dist/bench.json', `${JSON.stringify({ machine: thisMachine(), reports }, undefined, 2)}\n`);
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
await main(process.argv.slice(2));
process.exit();
